/** How far a key reaches among people: one that is limited to applications meets only those who are registered there. */
import { type Id, isUserId, type OwnRegistration, parseEmailAddress, type Scope, type User } from 'postern/kit'
import type { ApiCall } from '../api-route.ts'

type At = Pick<ApiCall, 'key' | 'tenant' | 'ports' | 'directory'>

export const reaches = ({ key }: Pick<At, 'key'>, application: string): boolean =>
  !key.applications || key.applications.includes(application)

/** What is the whole tenant's: addresses and what is sent to them, whoever asked. */
export const reachesTenant = ({ key }: Pick<At, 'key'>): boolean => !key.applications

/** Where an act is on record that concerns no application in particular: the first of the key's that is there. */
export async function homeOf({ key, tenant, directory }: At): Promise<Scope | undefined> {
  if (!key.applications) return directory.home(tenant)
  for (const application of key.applications) {
    const scope = await directory.find({ tenant, application })
    if (scope) return scope
  }
  return undefined
}

export interface MetUser {
  readonly user: User
  /** Those that the key may see. */
  readonly registrations: readonly OwnRegistration[]
  readonly scope: Scope
}

/** Somebody whom the key may meet. Who was removed, or is another's, is nobody. */
export async function meet(at: At, id: string): Promise<MetUser | undefined> {
  if (!isUserId(id)) return undefined
  const { store, clock } = at.ports
  const place = { tenant: at.tenant, now: clock.now() }
  const user = await store.users.find({ ...place, id })
  if (!user || user.status === 'removed') return undefined
  const all = await store.registrations.list({ ...place, user: id })
  const registrations = all.filter(({ application }) => reaches(at, application))
  if (registrations.length === 0 && !reachesTenant(at)) return undefined
  const scope = (await hersAmong(at, registrations)) ?? (await homeOf(at))
  return scope && { user, registrations, scope }
}

/** Where an act is on record that concerns her: in an application of hers, so that no other one's keys learn of her. */
async function hersAmong(
  { tenant, directory }: At,
  registrations: readonly OwnRegistration[],
): Promise<Scope | undefined> {
  for (const { application } of registrations) {
    const scope = await directory.find({ tenant, application })
    if (scope) return scope
  }
  return undefined
}

/** Whether a key may know whose an address is. Nobody's is as another's. */
export async function meetsWhoHas(at: At, email: string): Promise<boolean> {
  if (reachesTenant(at)) return true
  const address = parseEmailAddress(email)
  const user = address && (await at.ports.store.users.find({ ...hereAndNow(at), address: address.key }))
  return user !== undefined && (await meet(at, user.id)) !== undefined
}

/**
 * The same for what is hers everywhere: her standing, her name and data, her end. Of somebody who is also another
 * application's, a key of some applications decides only what is theirs.
 */
export async function meetWhole(at: At, id: string): Promise<MetUser | undefined> {
  const met = await meet(at, id)
  if (!met || reachesTenant(at)) return met
  const all = await at.ports.store.registrations.list({ ...hereAndNow(at), user: met.user.id })
  return all.every(({ application }) => reaches(at, application)) ? met : undefined
}

export const actorOf = ({ key }: Pick<At, 'key'>): string => `key:${key.id}`

export const hereAndNow = ({ ports, tenant }: Pick<At, 'ports' | 'tenant'>) => ({ tenant, now: ports.clock.now() })

export const idOf = <N extends string>(text: string): Id<N> => text as Id<N>
