/** An account with roles and data for a test: made as code of the application makes one, before its first sign-in. */
import { type EmailAddress, parseEmailAddress } from '../domain/email-address.ts'
import type { Id } from '../domain/id.ts'
import type { UserData } from '../nouns/public-user.ts'
import type { PosternOptions } from '../options.ts'
import type { Ports } from '../ports/ports.ts'

export interface TestPerson<Role extends string = string, Data extends object = UserData> {
  readonly name?: string
  readonly roles?: readonly Role[]
  readonly data?: Data
}

type Described<Role extends string, Data extends object> = Pick<PosternOptions<Role, Data>, 'roles' | 'userData'>

/** Throws where the options know no such role or data, and where somebody else has the address already. */
export async function makePerson<Role extends string, Data extends object>(
  ports: Ports,
  options: Described<Role, Data>,
  email: string,
  person: TestPerson<Role, Data>,
): Promise<void> {
  const address = parseEmailAddress(email)
  if (!address) throw new TypeError(`signInAs: ${email} is no address`)
  const wanted = await checked(options, person)
  if (await isThere(ports, address, wanted)) return
  const now = ports.clock.now()
  const id = ports.vault.id<'user'>(now)
  const event = {
    id: ports.vault.id<'event'>(now),
    type: 'user.created',
    application,
    user: id,
    reason: 'vouched',
  } as const
  const base = { id, address, status: 'active', createdAt: now, provedAt: now, event } as const
  await ports.store.users.adopt({ tenant, now, application, users: [{ ...base, ...wanted }], dryRun: false })
}

interface Wanted {
  readonly name?: string
  readonly roles: readonly string[]
  readonly data?: Readonly<Record<string, unknown>>
}

async function checked<Role extends string, Data extends object>(
  options: Described<Role, Data>,
  { name, roles = [], data }: TestPerson<Role, Data>,
): Promise<Wanted> {
  const stranger = roles.find((role) => options.roles !== undefined && !options.roles.includes(role))
  if (stranger !== undefined) throw new TypeError(`signInAs: the option roles does not list ${stranger}`)
  const result = data && (await options.userData?.['~standard'].validate(data))
  if (result?.issues) throw new TypeError(`signInAs: userData refuses it: ${result.issues[0]?.message ?? 'no reason'}`)
  const kept = (result?.value ?? data) as Wanted['data']
  return { roles, ...(name === undefined ? {} : { name }), ...(kept ? { data: kept } : {}) }
}

/** Somebody who is there already must be who was asked for: a test shall not change her by signing her in. */
async function isThere({ store, clock }: Ports, address: EmailAddress, wanted: Wanted): Promise<boolean> {
  const { subject } = await store.attempts.prepare({ tenant, application, now: clock.now(), address })
  const { user, registration } = subject
  if (!user) return false
  const is = { name: user.name, roles: [...(registration?.roles ?? [])].sort(), data: user.data }
  const shall = { name: wanted.name, roles: [...wanted.roles].sort(), data: wanted.data }
  if (JSON.stringify(is) === JSON.stringify(shall)) return true
  throw new Error(`signInAs: ${address.address} is there already, with another name, other roles or other data`)
}

const tenant = 'default' as Id<'tenant'>
const application = 'default' as Id<'application'>
