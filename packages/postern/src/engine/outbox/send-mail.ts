/** A mail of the host application to one of its users, through the outbox: it commits first, and is retried for a day. */
import type { EmailAddress } from '../../domain/email-address.ts'
import { after, days } from '../../domain/instant.ts'
import type { MessageContent, MessageDraft } from '../../domain/message.ts'
import type { User } from '../../domain/user.ts'
import type { Operation } from '../operation.ts'
import { leaseLength } from '../rules/lifetimes.ts'
import { ownMailCharges, spentBudget } from '../rules/limits.ts'
import { type Turn, turnNow } from '../rules/turn.ts'
import { primaryOf } from '../rules/undo.ts'

export interface OwnMail {
  readonly to: { readonly id: User['id'] } | { readonly address: EmailAddress }
  readonly content: MessageContent
}

export type MailQueued =
  | { readonly kind: 'queued'; readonly message: MessageDraft['id'] }
  | { readonly kind: 'limited'; readonly retryAt: number; readonly budget: 'address' | 'network' | 'shared' }
  | { readonly kind: 'user-unknown' }

export const sendMail: Operation<OwnMail, MailQueued> = async (ports, scope, { to, content }) => {
  const turn = turnNow(ports, scope)
  const { store, vault } = ports
  const by = 'id' in to ? { id: to.id } : { address: to.address.key }
  const user = await store.users.find({ ...turn.at, ...by })
  if (!user || user.status === 'removed') return { kind: 'user-unknown' }
  const address = await mailboxOf(turn, user, to)
  const id = vault.id<'message'>(turn.now)
  const draft: MessageDraft = {
    id,
    channel: 'mail',
    application: scope.application.id,
    to: address,
    facts: {
      kind: 'custom',
      locale: user.locale ?? scope.application.locale,
      askedAt: turn.now,
      program: true,
      asked: {},
    },
    sealed: vault.seal({ tenant: turn.at.tenant, purpose: 'message', row: id }, JSON.stringify(content)),
    state: 'queued',
    lease: { owner: ports.node, until: after(turn.now, leaseLength) },
    deadline: after(turn.now, days(1)),
  }
  const charges = ownMailCharges(scope, address)
  const outcome = await store.messages.post({ ...turn.at, charges, also: { events: [], messages: [draft] } })
  if (outcome.kind === 'proof-needed') return { kind: 'limited', retryAt: turn.now, budget: 'address' }
  if (outcome.kind === 'limited') return { ...outcome, budget: spentBudget(outcome.key) }
  const message = { ...draft, tenant: turn.at.tenant, tries: 0, nextAt: turn.now, createdAt: turn.now }
  ports.post({ scope, message, secrets: content })
  return { kind: 'queued', message: id }
}

/** As it was proved: in another spelling it may be somebody else's mailbox. */
async function mailboxOf({ ports, at }: Turn, user: User, to: OwnMail['to']): Promise<EmailAddress> {
  const main = primaryOf(user)
  if ('id' in to || to.address.key === main.key) return main
  const own = await ports.store.addresses.list({ ...at, user: user.id })
  return own.find(({ key }) => key === to.address.key) ?? to.address
}
