/** Makes an installation what a file says: the same file again changes nothing. Nothing is removed but on demand. */

import type { Desk } from '../resources/desk.ts'
import type { FieldFault } from '../resources/resource.ts'
import { findUnnamed, removeUnnamed, type Unnamed } from './prune.ts'
import type { AppliedFile } from './read-file.ts'
import type { Unit } from './unit.ts'
import { wantedBy } from './wanted.ts'

export interface Applying {
  readonly dryRun: boolean
  /** Removes what the file does not name. */
  readonly prune: boolean
  /** Told what that is before anything is written. Throws where it is not meant. */
  readonly mayRemove?: (what: readonly string[]) => Promise<void>
}

/** What was done, or would be. */
export interface Act {
  readonly act: 'create' | 'change' | 'remove'
  readonly what: string
  readonly lines: readonly string[]
}

/** What was to be removed, and why it was not. */
export interface Stayed {
  readonly what: string
  readonly why: string
}

export type Applied =
  | { readonly kind: 'done'; readonly acts: readonly Act[]; readonly stayed: readonly Stayed[] }
  /** `acts` are those that were done before. */
  | {
      readonly kind: 'faulty'
      readonly what: string
      readonly faults: readonly FieldFault[]
      readonly acts: readonly Act[]
    }

export async function applyFile(desk: Desk, file: AppliedFile, applying: Applying): Promise<Applied> {
  const { dryRun, prune, mayRemove } = applying
  const { units, kinds } = wantedBy(file.content)
  // All is looked at before anything is written: a fault that can be seen leaves the installation as it is.
  for (const unit of units) {
    const faults = (await unit.look(desk))?.faults
    if (faults) return { kind: 'faulty', what: unit.label, faults, acts: [] }
  }
  const unnamed: Unnamed[] = []
  if (prune) for (const kind of kinds.toReversed()) unnamed.push(...(await findUnnamed(desk, kind)))
  if (unnamed.length > 0 && !dryRun) await mayRemove?.(unnamed.map(({ what }) => what))
  const hide = (path: string, value: unknown): boolean => isHidden(path) || file.secrets.has(String(value))
  const acts: Act[] = []
  for (const unit of units) {
    const step = await unit.look(desk)
    if (!step) continue
    const faults = dryRun ? [] : await step.write()
    if (faults.length > 0) return { kind: 'faulty', what: unit.label, faults, acts }
    if (!isTold(acts, unit)) acts.push({ act: step.what, what: unit.label, lines: step.lines(hide) })
  }
  const stayed: Stayed[] = []
  for (const one of unnamed) {
    const why = dryRun ? undefined : await removeUnnamed(desk, one)
    if (why === undefined) acts.push({ act: 'remove', what: one.what, lines: [] })
    else stayed.push({ what: one.what, why })
  }
  return { kind: 'done', acts, stayed }
}

const isHidden = (path: string): boolean => /(?:^|\.)(?:hash|secret|noticeSecret|sealed)$/.test(path)

/** A tenant that was just made is met once more, when its applications are there. */
const isTold = (acts: readonly Act[], { label }: Unit): boolean =>
  acts.some(({ act, what }) => act === 'create' && what === label)
