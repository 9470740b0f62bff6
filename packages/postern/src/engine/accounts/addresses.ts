/** What a session with a fresh proof does to addresses that are hers already. Who loses by it is told, and can undo it. */
import type { Client } from '../../domain/client.ts'
import { type EmailAddress, parseEmailAddress } from '../../domain/email-address.ts'
import type { EventDraft, EventType } from '../../domain/event.ts'
import { after } from '../../domain/instant.ts'
import type { OwnAddress } from '../../domain/user.ts'
import type { AddressChange } from '../../ports/addresses.ts'
import type { Operation } from '../operation.ts'
import { isFresh, undoWindow } from '../rules/acts.ts'
import { type CurrentSession, currentSession } from '../rules/current-session.ts'
import { tell } from '../rules/events.ts'
import type { Turn } from '../rules/turn.ts'
import { type AddressNews, postChange, primaryOf, tellOfChange, tellPlainly, wasTakenBack } from '../rules/undo.ts'
import { untilSettled } from '../rules/until-settled.ts'

export interface OwnAddressChange {
  readonly client: Client
  readonly email: unknown
}

export type OwnAddressChanged = {
  readonly kind: 'done' | 'unauthenticated' | 'step-up-needed' | 'not-found' | 'address-last'
}

/**
 * Gives an address up. It stays reserved for a while; the primary one cannot go, and is told. Who is told of the removal can
 * undo it, but one that is younger than the primary address only once: else whoever reads it could never be got rid of.
 */
export const removeAddress: Operation<OwnAddressChange, OwnAddressChanged> = (ports, scope, input) =>
  untilSettled<OwnAddressChanged>(ports, scope, (turn) =>
    changeOwn(turn, input, async (address, { user }, primary) => {
      if (address.key === primary.key) return { kind: 'address-last' }
      const giveUp = { keys: [address.key], until: after(turn.now, undoWindow) }
      const gone = { user, what: 'gone', now: address, asked: input.client.asked } as const
      const removal = {
        type: 'address.removed',
        change: { giveUp },
        plain: [tellPlainly(turn, primary, gone)],
      } as const
      return isYounger(address, primary) && (await wasTakenBack(turn, user.id, address))
        ? { ...removal, plain: [...removal.plain, tellPlainly(turn, address, gone)] }
        : { ...removal, news: { what: 'removed', told: address } }
    }),
  )

/** Makes another of her addresses the primary one. */
export const makePrimary: Operation<OwnAddressChange, OwnAddressChanged> = (ports, scope, input) =>
  untilSettled<OwnAddressChanged>(ports, scope, (turn) =>
    changeOwn(turn, input, ({ key, address }, { user }) => {
      if (key === primaryOf(user).key) return { kind: 'done' }
      const primary: EmailAddress = { key, address }
      // One that was only vouched for is no address of hers beside a proved one.
      const giveUp = user.unproved && { keys: [primaryOf(user).key], until: after(turn.now, undoWindow) }
      return {
        type: 'address.changed',
        change: { primary, ...(giveUp && { giveUp }) },
        news: { what: 'primary', told: primaryOf(user) },
      }
    }),
  )

const isYounger = (one: OwnAddress, other: OwnAddress): boolean => (one.provedAt ?? 0) >= (other.provedAt ?? 0)

interface Planned {
  readonly type: EventType
  readonly change: AddressChange
  /** Who can undo it. */
  readonly news?: Pick<AddressNews, 'what' | 'told'>
  readonly plain?: readonly ReturnType<typeof tellPlainly>[]
}

type Plan = (
  address: OwnAddress,
  current: CurrentSession,
  primary: OwnAddress,
) => Planned | OwnAddressChanged | Promise<Planned | OwnAddressChanged>

async function changeOwn(
  turn: Turn,
  { client, email }: OwnAddressChange,
  plan: Plan,
): Promise<OwnAddressChanged | undefined> {
  const { ports, at } = turn
  const current = await currentSession(turn, client)
  if (!current) return { kind: 'unauthenticated' }
  if (!isFresh(current.session, turn)) return { kind: 'step-up-needed' }
  const { user } = current
  const before = await ports.store.addresses.list({ ...at, user: user.id })
  const key = parseEmailAddress(email)?.key
  const address = before.find((one) => one.key === key && one.reservedUntil === undefined)
  const primary = before.find((one) => one.key === primaryOf(user).key) ?? primaryOf(user)
  if (!address) return { kind: 'not-found' }
  const planned = await plan(address, current, primary)
  if ('kind' in planned) return planned
  const { news, plain = [] } = planned
  const told = news && tellOfChange(turn, { user, now: address, before, asked: client.asked, ...news })
  const notices = told ? [told, ...plain] : plain
  const event = eventOf(turn, planned.type, current, client)
  const outcome = await ports.store.addresses.change({
    ...at,
    user: user.id,
    version: user.version,
    change: { ...planned.change, ...(told && { record: told.undo }) },
    also: { events: [event], messages: notices.map(({ draft }) => draft) },
  })
  if (outcome.kind !== 'done') return undefined
  tell(turn, event)
  for (const notice of notices) postChange(turn, notice)
  return { kind: 'done' }
}

function eventOf(
  { ports, scope, now }: Turn,
  type: EventType,
  { user, session }: CurrentSession,
  { asked }: Client,
): EventDraft {
  return { id: ports.vault.id(now), type, application: scope.application.id, user: user.id, session: session.id, asked }
}
