/** The documents of a resource: found, listed, made, changed and removed, each change once and with its event. */
import type { Document, EventDraft, Id } from 'postern/kit'
import type { Desk } from './desk.ts'
import { epoch } from './epoch.ts'
import { issueWords } from './issue-words.ts'
import { merge } from './merge.ts'
import { type FieldFault, type Resource, type ResourcePlace, system } from './resource.ts'

export interface Shelved<T> {
  readonly id: string
  readonly version: number
  /** Milliseconds, UTC. */
  readonly changedAt: number
  /** When it was last noted to be in use. */
  readonly usedAt?: number
  readonly value: T
}

export type Shelving<T> =
  | { readonly kind: 'done'; readonly document: Shelved<T> }
  | { readonly kind: 'invalid'; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'exists' | 'unknown' | 'stale' }

export type Removing =
  | { readonly kind: 'done' }
  | { readonly kind: 'unknown' | 'stale' }
  | { readonly kind: 'in-use'; readonly why: string }

/** One resource, for one tenant. */
export interface Where<T extends object> {
  readonly desk: Desk
  readonly resource: Resource<T>
  readonly tenant: Id<'tenant'>
}

const placed = <T extends object>({ desk, resource, tenant }: Where<T>) => ({
  tenant: resource.of === 'system' ? system : tenant,
  now: desk.ports.clock.now(),
  kind: resource.kind,
})

export async function findShelved<T extends object>(where: Where<T>, id: string): Promise<Shelved<T> | undefined> {
  const found = await where.desk.ports.store.documents.find({ ...placed(where), id })
  return found && read<T>(found)
}

export async function listShelved<T extends object>(
  where: Where<T>,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly Shelved<T>[]; readonly next?: string }> {
  const page = await where.desk.ports.store.documents.list({ ...placed(where), limit, ...(after && { after }) })
  return { items: page.items.map((document) => read<T>(document)), ...(page.next && { next: page.next }) }
}

/** Without an id it gets one that sorts by time. */
export async function create<T extends object>(
  where: Where<T>,
  { id, value }: { readonly id?: string | undefined; readonly value: unknown },
): Promise<Shelving<T>> {
  const { vault, clock } = where.desk.ports
  const named = id ?? vault.id(clock.now())
  if (id !== undefined && !where.resource.id.test(id)) {
    return {
      kind: 'invalid',
      faults: [{ path: 'id', why: `must be ${where.resource.idIs ?? where.resource.id.source}` }],
    }
  }
  if (await findEver(where, named)) return { kind: 'exists' }
  const outcome = await write(where, { id: named, version: 0, value, change: 'created' })
  return outcome.kind === 'stale' ? { kind: 'exists' } : outcome
}

/** `version` is the one that the caller saw, where it insists on it. */
export async function change<T extends object>(
  where: Where<T>,
  { id, version, patch }: { readonly id: string; readonly version?: number | undefined; readonly patch: unknown },
): Promise<Shelving<T>> {
  for (let tries = 0; tries < 3; tries++) {
    const found = await findShelved(where, id)
    if (!found) return { kind: 'unknown' }
    if (version !== undefined && version !== found.version) return { kind: 'stale' }
    const value = merge(found.value, patch)
    const outcome = await write(where, { id, version: found.version, value, before: found.value, change: 'changed' })
    if (outcome.kind !== 'stale') return outcome
  }
  return { kind: 'stale' }
}

export async function remove<T extends object>(
  where: Where<T>,
  { id, version }: { readonly id: string; readonly version?: number | undefined },
): Promise<Removing> {
  const { desk, resource, tenant } = where
  const found = await findShelved(where, id)
  if (!found) return { kind: 'unknown' }
  if (version !== undefined && version !== found.version) return { kind: 'stale' }
  const why = await resource.held?.({ desk, tenant, id })
  return why === undefined ? removeAsSeen(where, found) : { kind: 'in-use', why }
}

async function removeAsSeen<T extends object>(where: Where<T>, { id, version, value }: Shelved<T>): Promise<Removing> {
  const { desk, resource, tenant } = where
  const also = { events: [event(where, id, 'removed')], messages: [] }
  const outcome = await desk.ports.store.documents.remove({ ...placed(where), id, version, also, raises: epoch })
  if (outcome.kind === 'changed') return { kind: 'stale' }
  await resource.disclaim?.(value, { desk, tenant, id })
  tell(where)
  return { kind: 'done' }
}

/** Newest first, the present one included; those before a version. Older ones are as the resource remembers them. */
export async function history<T extends object>(
  where: Where<T>,
  id: string,
  some: { readonly before?: number | undefined; readonly limit: number },
): Promise<readonly Shelved<T>[]> {
  const { before, limit } = some
  const asked = { ...placed(where), id, limit, ...(before !== undefined && { before }) }
  return (await where.desk.ports.store.documents.history(asked)).map((document) => read<T>(document))
}

/** The document, or what was its last version where the ids of removed ones are kept. */
export async function findEver<T extends object>(where: Where<T>, id: string): Promise<Shelved<T> | undefined> {
  const found = await findShelved(where, id)
  return found ?? (where.resource.keepsIds && (await history(where, id, { limit: 1 }))[0])
}

/** `keeps` are the members that stay as they are now: secrets that were taken away do not come back. */
export async function restore<T extends object>(
  where: Where<T>,
  { id, version, keeps }: { readonly id: string; readonly version: number; readonly keeps: readonly string[] },
): Promise<Shelving<T>> {
  const found = await findShelved(where, id)
  const [old] = await history(where, id, { before: version + 1, limit: 1 })
  if (old?.version !== version || !(found ?? where.resource.keepsIds)) return { kind: 'unknown' }
  const kept = Object.entries(found?.value ?? {}).filter(([name]) => keeps.includes(name))
  const rest = Object.entries(old.value).filter(([name]) => !keeps.includes(name))
  const value = Object.fromEntries([...rest, ...kept])
  if (!found) return write(where, { id, version: 0, value, change: 'created' })
  return write(where, { id, version: found.version, value, before: found.value, change: 'changed' })
}

export interface Writing<T> {
  readonly id: string
  readonly version: number
  readonly value: unknown
  readonly before?: T
  readonly change: 'created' | 'changed'
}

/** Writes the whole value, for resources whose callers do not patch. */
export async function write<T extends object>(where: Where<T>, writing: Writing<T>): Promise<Shelving<T>> {
  const { desk, resource, tenant } = where
  const { id, version, before } = writing
  const at: ResourcePlace = { desk, tenant, id }
  const parsed = resource.schema.safeParse(writing.value, { error: issueWords })
  if (!parsed.success) return { kind: 'invalid', faults: faultsOf(parsed.error) }
  const value = parsed.data
  const wrong = (await resource.check?.(value, at)) ?? []
  // What is refused takes nothing.
  const faults = wrong.length > 0 ? wrong : ((await resource.claim?.(value, at)) ?? [])
  if (faults.length > 0) return { kind: 'invalid', faults }
  const also = { events: [event(where, id, writing.change)], messages: [] }
  const put = { ...placed(where), id, version, ...writtenAs(resource, value), also, raises: epoch }
  const { kind } = await desk.ports.store.documents.put(put)
  if (kind === 'changed') {
    await resource.disclaim?.(value, at)
    return { kind: 'stale' }
  }
  if (before !== undefined) await resource.disclaim?.(before, at)
  tell(where)
  return settled(where, { id, value, isNew: version === 0 })
}

/** What is beside a document is there with it: where another has that by now, or the document is gone, neither stays. */
async function settled<T extends object>(
  where: Where<T>,
  { id, value, isNew }: { readonly id: string; readonly value: T; readonly isNew: boolean },
): Promise<Shelving<T>> {
  const at: ResourcePlace = { desk: where.desk, tenant: where.tenant, id }
  const faults = isNew ? ((await where.resource.hold?.(at)) ?? []) : []
  const document = await findShelved(where, id)
  if (!document) {
    await where.resource.disclaim?.(value, at)
    return { kind: 'unknown' }
  }
  if (faults.length === 0) return { kind: 'done', document }
  await removeAsSeen(where, document)
  return { kind: 'invalid', faults }
}

/** The texts of a value: what is kept, and what the history has of it. */
export function writtenAs<T extends object>(
  { remembered }: Resource<T>,
  value: T,
): { readonly json: string; readonly remembered?: string } {
  const json = JSON.stringify(value)
  return remembered ? { json, remembered: JSON.stringify(remembered(value)) } : { json }
}

/** Writes an event about a document that itself stays as it is. */
export async function note<T extends object>(where: Where<T>, id: string, reason: string): Promise<void> {
  const also = { events: [event(where, id, reason)], messages: [] }
  const { tenant, now } = placed(where)
  await where.desk.ports.store.messages.post({ tenant, now, charges: [], also })
}

function tell<T extends object>({ desk, resource, tenant }: Where<T>): void {
  desk.changed(resource.of === 'system' ? system : tenant)
}

function event<T extends object>({ desk, resource, tenant }: Where<T>, id: string, change: string): EventDraft {
  const { vault, clock } = desk.ports
  return {
    id: vault.id(clock.now()),
    type: 'setting.changed',
    application: (resource.kind === 'application' ? id : '') as Id<'application'>,
    reason: change,
    actor: desk.actor,
    about: { kind: resource.kind, id, ...(resource.of === 'system' && tenant !== system ? { tenant } : {}) },
  }
}

function read<T>({ id, version, changedAt, usedAt, json }: Document): Shelved<T> {
  return { id, version, changedAt, ...(usedAt !== undefined && { usedAt }), value: JSON.parse(json) as T }
}

function faultsOf(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
}) {
  return error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), why: message }))
}
