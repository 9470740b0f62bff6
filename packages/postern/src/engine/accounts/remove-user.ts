/**
 * Ending a person whole. Removal leaves an id and nothing of her; anonymising leaves, beside it, that she was registered,
 * since when and as what, for whoever counts. Neither can be undone, and no id is used again.
 */
import type { Id } from '../../domain/id.ts'
import type { Operation } from '../operation.ts'
import { type Said, tell, userEvent } from '../rules/events.ts'
import { type Insisting, isStale, type Stale } from '../rules/insisted.ts'
import { untilSettled } from '../rules/until-settled.ts'

export interface Removal extends Said, Insisting {
  readonly id: Id<'user'>
  readonly how: 'removed' | 'anonymised'
}

export type Removed = { readonly kind: 'done' } | { readonly kind: 'unknown' } | Stale

export const removeUser: Operation<Removal, Removed> = (ports, scope, { id, how, version: wanted, ...said }) =>
  untilSettled<Removed>(ports, scope, async (turn) => {
    const user = await ports.store.users.find({ ...turn.at, id })
    if (!user || user.status === 'removed') return { kind: 'unknown' }
    if (isStale({ version: wanted }, user)) return { kind: 'stale' }
    const event = userEvent(turn, `user.${how}`, id, said)
    const also = { events: [event], messages: [] }
    const { version } = user
    const outcome = await ports.store.users.remove({ ...turn.at, id, version, keep: how === 'anonymised', also })
    if (outcome.kind === 'changed') return undefined
    tell(turn, event)
    return { kind: 'done' }
  })
