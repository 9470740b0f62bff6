/** Sends the mail that was held for whoever holds a secret of its attempt. Once: a repeat sends nothing more. */
import type { RawSecret } from '../../domain/credential.ts'
import type { Id } from '../../domain/id.ts'
import { after } from '../../domain/instant.ts'
import type { MessageSecrets } from '../../domain/message.ts'
import type { Operation } from '../operation.ts'
import { leaseLength } from '../rules/lifetimes.ts'
import { turnNow } from '../rules/turn.ts'
import { holdsOne } from './redeem-vouched.ts'

export interface HeldRelease {
  readonly id: Id<'attempt'>
  /** The link's, or the handle's. */
  readonly secret: RawSecret
}

export type HeldReleased = { readonly kind: 'queued' | 'sent-before' | 'link-unknown' }

export const releaseHeld: Operation<HeldRelease, HeldReleased> = async (ports, scope, { id, secret }) => {
  const turn = turnNow(ports, scope)
  const { at, now } = turn
  const found = await ports.store.attempts.find({ ...at, id })
  if (!found || found.attempt.application !== scope.application.id) return { kind: 'link-unknown' }
  const { attempt } = found
  const isOver = attempt.state !== 'open' || attempt.expiresAt <= now
  if (isOver || attempt.about?.by === undefined || !holdsOne(turn, attempt, secret)) return { kind: 'link-unknown' }
  const until = after(now, leaseLength)
  const message = await ports.store.messages.queue({ ...at, attempt: id, owner: ports.node, until })
  if (!message?.sealed) return { kind: 'sent-before' }
  const sealed = ports.vault.open({ tenant: at.tenant, purpose: 'message', row: message.id }, message.sealed)
  ports.post({ scope, message, secrets: JSON.parse(sealed) as MessageSecrets })
  return { kind: 'queued' }
}
