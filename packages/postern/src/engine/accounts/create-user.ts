/** Making an account without a proof: the caller vouches for the address, and the event says so. */
import type { EmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import type { User } from '../../domain/user.ts'
import type { UserIn } from '../../ports/store.ts'
import type { Operation } from '../operation.ts'
import { tell, userEvent } from '../rules/events.ts'
import { turnNow } from '../rules/turn.ts'

export interface NewUser {
  readonly address: EmailAddress
  /** Her id in the host application; one of ours where it is absent. */
  readonly id?: Id<'user'>
  readonly name?: string
  readonly locale?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly roles: readonly string[]
}

export type CreatedUser =
  | ({ readonly kind: 'created' } & UserIn)
  | { readonly kind: 'exists'; readonly what: 'email' | 'id' }

export const createUser: Operation<NewUser, CreatedUser> = async (ports, scope, { id: own, ...wanted }) => {
  const turn = turnNow(ports, scope)
  const { now, at } = turn
  const id = own ?? ports.vault.id<'user'>(now)
  const event = userEvent(turn, 'user.created', id, 'vouched')
  const draft = { id, status: 'active', createdAt: now, provedAt: now, event, ...wanted } as const
  const application = scope.application.id
  const [outcome] = await ports.store.users.adopt({ ...at, application, users: [draft], dryRun: false })
  if (outcome?.kind !== 'adopted') return { kind: 'exists', what: outcome?.kind === 'id-taken' ? 'id' : 'email' }
  tell(turn, event)
  const { address, roles, ...facts } = wanted
  const user: User = {
    id,
    tenant: at.tenant,
    email: address.address,
    status: 'active',
    factors: [],
    createdAt: now,
    version: 1,
    ...facts,
  }
  return { kind: 'created', user, roles }
}
