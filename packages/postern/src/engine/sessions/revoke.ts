/**
 * Ending sessions from outside them: one, or all of a user but one. Dead at once, wherever they are held, and their
 * browsers are known ones no longer: whoever ends them so may have seen somebody who is not her.
 */
import type { Asked } from '../../domain/attempt.ts'
import type { EventDraft } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Operation } from '../operation.ts'
import { tell } from '../rules/events.ts'
import { type Turn, turnNow } from '../rules/turn.ts'

export interface Revocation {
  readonly session: Id<'session'>
  /** Whose it must be. Absent where code of the host application acts. */
  readonly user?: Id<'user'>
  /** The browser that says so, or whoever else does. */
  readonly asked?: Asked
  readonly actor?: string
  /** Of whoever says so of her own: it stays a known one. */
  readonly browser?: Id<'browser'> | undefined
}

export const revokeSession: Operation<Revocation, { readonly kind: 'revoked' | 'unknown' }> = async (
  ports,
  scope,
  { session, user, asked, actor, browser: own },
) => {
  const turn = turnNow(ports, scope)
  const found = await ports.store.sessions.find({ ...turn.at, id: session })
  if (!found || (user && found.user.id !== user)) return { kind: 'unknown' }
  const { browser, application } = found.session
  const said = { ...(user && { user }), ...(asked && { asked }), ...(actor && { actor }) }
  const event = revoked(turn, { session, application, ...said })
  const also = { events: [event], messages: [] }
  const forgets = browser && browser !== own && { user: found.user.id, browser }
  const outcome = await ports.store.sessions.revoke({
    ...turn.at,
    id: session,
    user: found.user.id,
    ...(forgets && { forgets }),
    also,
  })
  if (outcome.kind === 'revoked') tell(turn, event)
  return outcome
}

export interface RevocationOfMany {
  readonly user: Id<'user'>
  /** The one that stays. */
  readonly except?: Id<'session'>
  readonly asked?: Asked
  readonly actor?: string
}

export const revokeSessions: Operation<RevocationOfMany, { readonly revoked: number }> = async (
  ports,
  scope,
  { user, except, asked, actor },
) => {
  const turn = turnNow(ports, scope)
  const event = revoked(turn, {
    user,
    reason: except ? 'others' : 'all',
    ...(asked && { asked }),
    ...(actor && { actor }),
  })
  const also = { events: [event], messages: [] }
  const outcome = await ports.store.sessions.revokeOf({ ...turn.at, user, ...(except && { except }), also })
  if (outcome.revoked > 0) tell(turn, event)
  return outcome
}

function revoked({ ports, scope, now }: Turn, facts: Partial<EventDraft>): EventDraft {
  return {
    id: ports.vault.id(now),
    type: 'session.revoked',
    application: scope.application.id,
    reason: 'revoked',
    ...facts,
  }
}
