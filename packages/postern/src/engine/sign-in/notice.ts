/** Mails that tell a user what was done with an attempt of hers. They carry one secret, which can only end things. */
import type { Asked, Attempt } from '../../domain/attempt.ts'
import type { SecretHash } from '../../domain/credential.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import { after, type Instant } from '../../domain/instant.ts'
import type { MessageDraft, MessageFacts, MessageKind, MessageSecrets } from '../../domain/message.ts'
import { cancelWindow, leaseLength } from '../rules/lifetimes.ts'
import type { Turn } from '../rules/turn.ts'

export interface Notice {
  readonly draft: MessageDraft
  readonly secrets: MessageSecrets
  /** To be added to the attempt's cancels in the same transaction. */
  readonly cancel: SecretHash
}

interface About {
  readonly attempt: Pick<Attempt, 'id' | 'asker'>
  readonly kind: MessageKind
  readonly to: EmailAddress
  readonly locale: string
  /** Who did it, and when: *this wasn't me* works for seven days from then. */
  readonly asked: Asked
  readonly askedAt: Instant
  readonly about?: NonNullable<MessageFacts['about']>
}

export function prepareNotice({ ports, scope, now, at }: Turn, told: About): Notice {
  const { attempt, kind, to, locale, asked, askedAt, about } = told
  const { vault } = ports
  const cancel = vault.drawSecret()
  const secrets: MessageSecrets = { link: '', code: '', cancel: cancel.reveal() }
  const id = vault.id<'message'>(now)
  const draft: MessageDraft = {
    id,
    channel: 'mail',
    application: scope.application.id,
    attempt: attempt.id,
    to,
    facts: { kind, locale, askedAt, program: attempt.asker.kind === 'program', asked, ...(about && { about }) },
    sealed: vault.seal({ tenant: at.tenant, purpose: 'message', row: id }, JSON.stringify(secrets)),
    state: 'queued',
    lease: { owner: ports.node, until: after(now, leaseLength) },
    deadline: after(askedAt, cancelWindow),
  }
  return { draft, secrets, cancel: vault.hash(cancel) }
}
