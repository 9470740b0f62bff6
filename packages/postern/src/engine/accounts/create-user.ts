/** Making an account without a proof: the caller vouches for the address, and the event says so. */
import type { EmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import type { UserIn } from '../../ports/records.ts'
import type { Operation } from '../operation.ts'
import { tell, userEvent } from '../rules/events.ts'
import { givenRoles } from '../rules/roles.ts'
import { turnNow } from '../rules/turn.ts'

export interface NewUser {
  readonly address: EmailAddress
  /** Her id in the host application; one of ours where it is absent. */
  readonly id?: Id<'user'>
  readonly name?: string
  readonly locale?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly roles: readonly string[]
  /** Who vouches, where it is no code of the host application. */
  readonly actor?: string
}

export type CreatedUser =
  | ({ readonly kind: 'created' } & UserIn)
  | { readonly kind: 'exists'; readonly what: 'email' | 'id' }
  /** A hook of the application refused. */
  | { readonly kind: 'vetoed'; readonly reason: string }

export const createUser: Operation<NewUser, CreatedUser> = async (ports, scope, { actor, ...given }) => {
  const begins = await ports.hooks.beforeCreate({
    application: scope.application.id,
    email: given.address.address,
    locale: given.locale ?? scope.application.locale,
    by: 'code',
  })
  if (begins.kind === 'vetoed') return begins
  const turn = turnNow(ports, scope)
  const { now, at } = turn
  // What the caller says goes before what the hook fills in.
  const { id = ports.vault.id<'user'>(now), ...wanted } = {
    ...begins.user,
    ...given,
    roles: givenRoles(scope.application, given.roles),
  }
  const event = userEvent(turn, 'user.created', id, { reason: 'vouched', actor })
  const draft = { id, status: 'active', createdAt: now, provedAt: now, event, ...wanted } as const
  const application = scope.application.id
  const [outcome] = await ports.store.users.adopt({ ...at, application, users: [draft], dryRun: false })
  if (outcome?.kind !== 'adopted') return { kind: 'exists', what: outcome?.kind === 'id-taken' ? 'id' : 'email' }
  tell(turn, event)
  const { address, roles, ...facts } = wanted
  const user = { id, tenant: at.tenant, email: address.address, status: 'active', factors: [], createdAt: now } as const
  return { kind: 'created', user: { ...user, version: 1, ...facts }, roles }
}
