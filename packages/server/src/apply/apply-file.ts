/** Makes an installation what a file says: the same file again changes nothing. Nothing is removed but on demand. */

import type { Desk } from '../resources/desk.ts'
import { type FieldFault, type Resource, system } from '../resources/resource.ts'
import { listShelved, remove } from '../resources/shelf.ts'
import type { AppliedFile } from './read-file.ts'
import type { Kept, Unit } from './unit.ts'
import { wantedBy } from './wanted.ts'

export interface Applying {
  readonly dryRun: boolean
  readonly prune: boolean
}

/** What was done, or would be. */
export interface Act {
  readonly act: 'create' | 'change' | 'remove'
  readonly what: string
  readonly lines: readonly string[]
}

export type Applied =
  | { readonly kind: 'done'; readonly acts: readonly Act[] }
  /** `acts` are those that were done before. */
  | {
      readonly kind: 'faulty'
      readonly what: string
      readonly faults: readonly FieldFault[]
      readonly acts: readonly Act[]
    }

export async function applyFile(desk: Desk, file: AppliedFile, { dryRun, prune }: Applying): Promise<Applied> {
  const { units, kinds } = wantedBy(file.content)
  // All is looked at before anything is written: a fault that can be seen leaves the installation as it is.
  for (const unit of units) {
    const faults = (await unit.look(desk))?.faults
    if (faults) return { kind: 'faulty', what: unit.label, faults, acts: [] }
  }
  const hide = (path: string, value: unknown): boolean => isHidden(path) || file.secrets.has(String(value))
  const acts: Act[] = []
  for (const unit of units) {
    const step = await unit.look(desk)
    if (!step) continue
    const faults = dryRun ? [] : await step.write()
    if (faults.length > 0) return { kind: 'faulty', what: unit.label, faults, acts }
    if (!isTold(acts, unit)) acts.push({ act: step.what, what: unit.label, lines: step.lines(hide) })
  }
  if (prune) for (const kind of kinds.toReversed()) acts.push(...(await pruned(desk, kind, dryRun)))
  return { kind: 'done', acts }
}

const isHidden = (path: string): boolean => /(?:^|\.)(?:hash|secret|noticeSecret|sealed)$/.test(path)

/** A tenant that was just made is met once more, when its applications are there. */
const isTold = (acts: readonly Act[], { label }: Unit): boolean =>
  acts.some(({ act, what }) => act === 'create' && what === label)

async function pruned(desk: Desk, { resource, tenant, keeps }: Kept, dryRun: boolean): Promise<readonly Act[]> {
  const where = { desk, resource: resource as unknown as Resource<object>, tenant }
  const acts: Act[] = []
  let after: string | undefined
  do {
    const page = await listShelved(where, { after, limit: 200 })
    for (const { id, version } of page.items.filter(({ id, value }) => !keeps(id, value))) {
      if (!dryRun && (await remove(where, { id, version })).kind !== 'done') continue
      const what = `${resource.kind} ${tenant === system ? id : `${tenant}/${id}`}`
      acts.push({ act: 'remove', what, lines: [] })
    }
    after = page.next
  } while (after !== undefined)
  return acts
}
