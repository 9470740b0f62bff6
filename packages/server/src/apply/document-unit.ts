/** A document that is to be as the file says. Members that nobody writes by hand stay as they are. */
import type { Id } from 'postern/kit'
import type { Desk } from '../resources/desk.ts'
import { issueWords } from '../resources/issue-words.ts'
import { type FieldFault, type Resource, system } from '../resources/resource.ts'
import { change, create, findShelved, type Shelving } from '../resources/shelf.ts'
import { linesOf, patchBetween } from './difference.ts'
import type { Step, Unit } from './unit.ts'

export interface WantedDocument {
  readonly resource: Resource<never>
  readonly tenant: Id<'tenant'>
  readonly id: string
  readonly value: Readonly<Record<string, unknown>>
  /** Members that stay as they are. */
  readonly keeps: readonly string[]
  readonly stage: number
}

export function documentUnit(wanted: WantedDocument): Unit {
  const { resource, tenant, id, stage } = wanted
  const place = resource.of === 'system' || tenant === system ? id : `${tenant}/${id}`
  return { label: `${resource.kind} ${place}`, stage, look: (desk) => look(desk, wanted) }
}

/** One that is made where there is none, and otherwise left to another unit. */
export function newDocumentUnit(wanted: WantedDocument): Unit {
  const unit = documentUnit(wanted)
  return {
    ...unit,
    async look(desk) {
      const step = await unit.look(desk)
      return step?.what === 'create' || step?.faults ? step : undefined
    },
  }
}

async function look(desk: Desk, { resource, tenant, id, value, keeps }: WantedDocument): Promise<Step | undefined> {
  const where = { desk, resource: resource as unknown as Resource<object>, tenant }
  const found = await findShelved(where, id)
  const before = (found?.value ?? {}) as Readonly<Record<string, unknown>>
  const kept = Object.fromEntries(keeps.flatMap((name) => (name in before ? [[name, before[name]]] : [])))
  const given = { ...value, ...kept }
  const parsed = where.resource.schema.safeParse(given, { error: issueWords })
  if (!parsed.success) {
    return faulty(parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), why: message })))
  }
  const after = JSON.parse(JSON.stringify(parsed.data)) as Readonly<Record<string, unknown>>
  const patch = patchBetween(before, after)
  if (!patch) return undefined
  return {
    what: found ? 'change' : 'create',
    lines: (hide) => linesOf(patch, before, hide),
    async write() {
      return faultsOf(
        found ? await change(where, { id, version: found.version, patch }) : await create(where, { id, value: given }),
      )
    },
  }
}

/** Found wrong before anything is written. */
export function faulty(faults: readonly FieldFault[]): Step {
  return { what: 'change', lines: () => [], write: async () => faults, faults }
}

export function faultsOf(outcome: Shelving<object> | { readonly kind: 'unknown' }): readonly FieldFault[] {
  if (outcome.kind === 'done') return []
  if (outcome.kind === 'invalid') return outcome.faults
  return [{ path: '', why: 'somebody else changed it at this moment: apply the file again' }]
}
