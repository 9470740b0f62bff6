/** What of a person the store's one command does not bring: further addresses and registrations, and a lock. */
import { type EventDraft, type Id, mostAddresses, parseEmailAddress } from 'postern/kit'
import type { Office } from './office.ts'
import type { PersonLine } from './people-file.ts'

interface Completing {
  readonly id: Id<'user'>
  readonly person: PersonLine
}

type Lost = 'address-taken' | 'addresses-full' | undefined

/** May be repeated: what is there already is left. Answers why an address was left out, if one was. */
export async function completePerson(office: Office, tenant: Id<'tenant'>, completing: Completing): Promise<Lost> {
  const { engine, directory, desk } = office
  const { id, person } = completing
  const lost = await addAddresses(office, tenant, completing)
  await addRegistrations(office, tenant, completing)
  const scope = person.status === 'locked' ? await directory.home(tenant) : undefined
  if (scope) await engine.lockUser(scope, { id, reason: 'imported', actor: desk.actor })
  return lost
}

async function addAddresses(office: Office, tenant: Id<'tenant'>, { id, person }: Completing): Promise<Lost> {
  const { store, clock } = office.ports
  const at = () => ({ tenant, now: clock.now() })
  const own = new Set((await store.addresses.list({ ...at(), user: id })).map(({ key }) => key))
  const application = (person.registrations[0]?.application ?? '') as Id<'application'>
  let lost: Lost
  for (const { email } of person.addresses) {
    const add = parseEmailAddress(email)
    if (!add || own.has(add.key)) continue
    const also = { events: [happened(office, 'address.added', { id, application })], messages: [] }
    const version = await versionOf(office, tenant, id)
    const { kind } = await store.addresses.change({
      ...at(),
      user: id,
      version,
      change: { add, most: mostAddresses },
      also,
    })
    if (kind === 'taken') lost = 'address-taken'
    if (kind === 'full') lost = 'addresses-full'
  }
  return lost
}

async function addRegistrations(office: Office, tenant: Id<'tenant'>, { id, person }: Completing): Promise<void> {
  const { store, clock } = office.ports
  const at = () => ({ tenant, now: clock.now() })
  const there = await store.registrations.list({ ...at(), user: id })
  for (const { application: named, roles, data } of person.registrations) {
    const application = named as Id<'application'>
    const found = there.find((one) => one.application === application)
    if (found && (found.data !== undefined || data === undefined)) continue
    const also = { events: [happened(office, 'registration.changed', { id, application })], messages: [] }
    const place = { user: id, application, version: await versionOf(office, tenant, id) }
    await store.registrations.put({ ...at(), ...place, roles, ...(data && { data }), also })
  }
}

async function versionOf({ ports }: Office, tenant: Id<'tenant'>, id: Id<'user'>): Promise<number> {
  const { store, clock } = ports
  return (await store.users.find({ tenant, now: clock.now(), id }))?.version ?? 0
}

function happened(
  { ports, desk }: Office,
  type: EventDraft['type'],
  { id, application }: { readonly id: Id<'user'>; readonly application: Id<'application'> },
): EventDraft {
  const event = { id: ports.vault.id<'event'>(ports.clock.now()), type, application, user: id } as const
  return { ...event, reason: 'imported', actor: desk.actor }
}
