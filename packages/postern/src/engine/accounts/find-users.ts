/** Looking people up, for code of the host application. Somebody who was removed is nobody. */
import type { Id } from '../../domain/id.ts'
import type { Page } from '../../ports/command.ts'
import type { Person, UserIn } from '../../ports/records.ts'
import type { Operation } from '../operation.ts'
import { tell, userEvent } from '../rules/events.ts'
import { turnNow } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'

/** By id, or by the key of an address. */
export type UserName = { readonly id: Id<'user'> } | { readonly address: string }

export const findUser: Operation<UserName, UserIn | undefined> = async (ports, scope, name) => {
  const turn = turnNow(ports, scope)
  const found = await ports.store.users.findIn({ ...turn.at, application: scope.application.id, ...name })
  return found?.user.status === 'removed' ? undefined : found
}

export interface UserList {
  readonly prefix?: string
  readonly after?: string
  readonly limit: number
}

export const listUsers: Operation<UserList, Page<UserIn>> = (ports, scope, { prefix, ...list }) => {
  const turn = turnNow(ports, scope)
  const by = prefix === undefined ? undefined : ({ what: 'address', prefix } as const)
  return ports.store.users.list({ ...turn.at, application: scope.application.id, ...(by && { by }), ...list })
}

const mostEvents = 10_000

/** Everything kept of a person. That it was read is an event of hers. */
export const exportUser: Operation<{ readonly id: Id<'user'>; readonly actor?: string }, Person | undefined> = (
  ports,
  scope,
  { id, actor },
) =>
  untilSettled<{ readonly person: Person | undefined }>(ports, scope, async (turn) => {
    const person = await ports.store.users.export({ ...turn.at, id, limit: mostEvents })
    if (!person || person.user.status === 'removed') return { person: undefined }
    const event = userEvent(turn, 'user.exported', id, { actor })
    const also = { events: [event], messages: [] }
    const outcome = await ports.store.users.change({ ...turn.at, id, version: person.user.version, also })
    if (outcome.kind === 'changed') return undefined
    tell(turn, event)
    return { person }
  }).then(({ person }) => person)
