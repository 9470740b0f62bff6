/**
 * Undoing a change of addresses, by the secret that its mail brought. Her addresses become what they were before it, later
 * changes included, whose own undos end with it; those of earlier ones stay. All her sessions end, and the primary address
 * is told: the one of before, and the one that it was until now. It signs nobody in. The address that was told is typed, so that a robot
 * that presses every button undoes nothing.
 */
import type { Asked } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import { maskEmailAddress, parseEmailAddress } from '../../domain/email-address.ts'
import type { EventDraft } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import { after } from '../../domain/instant.ts'
import type { OwnAddress, User } from '../../domain/user.ts'
import type { AddressChange } from '../../ports/addresses.ts'
import type { Operation } from '../operation.ts'
import { undoWindow } from '../rules/acts.ts'
import { tell } from '../rules/events.ts'
import { hexOf } from '../rules/hex.ts'
import type { Turn } from '../rules/turn.ts'
import {
  type AddressChanged,
  postChange,
  primaryOf,
  takenBack,
  tellPlainly,
  type UndoRecord,
  undoKind,
} from '../rules/undo.ts'
import { untilSettled } from '../rules/until-settled.ts'

export interface UndoRequest {
  readonly id: Id<'undo'>
  readonly secret: RawSecret
  readonly client: Client
  /** False asks only what would happen: the first of the two pages. */
  readonly sure: boolean
  readonly email?: string
}

export interface UndoFacts {
  readonly what: AddressChanged
  /** Masked, both. */
  readonly address: string
  readonly now: string
  readonly asked: Asked
  readonly at: number
}

export type Undone =
  | { readonly kind: 'link-unknown' | 'link-expired' | 'link-used' | 'undone' }
  | {
      readonly kind: 'undo-asked'
      readonly facts: UndoFacts
      readonly wrong?: 'address-differs' | 'email-invalid'
    }

export const undoChange: Operation<UndoRequest, Undone> = (ports, scope, input) =>
  untilSettled<Undone>(ports, scope, async (turn) => {
    const found = await ports.store.artifacts.find({ ...turn.at, kind: undoKind, id: input.id })
    if (!found) return { kind: 'link-unknown' }
    const record = JSON.parse(found.json) as UndoRecord
    if (!isItsSecret(turn, record, input.secret)) return { kind: 'link-unknown' }
    if (found.consumedAt !== undefined) return { kind: 'link-used' }
    if (found.expiresAt <= turn.now) return { kind: 'link-expired' }
    const typed = parseEmailAddress(input.email)
    const wrong = !typed ? 'email-invalid' : typed.key === record.told.key ? undefined : 'address-differs'
    if (!input.sure || wrong) {
      return { kind: 'undo-asked', facts: factsOf(record), ...(input.email !== undefined && wrong && { wrong }) }
    }
    return undo(turn, input, record)
  })

function isItsSecret({ ports }: Turn, record: UndoRecord, secret: RawSecret): boolean {
  const encoder = new TextEncoder()
  return ports.vault.same(encoder.encode(hexOf(ports.vault.hash(secret))), encoder.encode(record.hash))
}

function factsOf({ what, told, now, asked, at }: UndoRecord): UndoFacts {
  return { what, address: maskEmailAddress(told.address), now, asked, at }
}

async function undo(turn: Turn, { id, client }: UndoRequest, record: UndoRecord): Promise<Undone | undefined> {
  const { ports, at } = turn
  const user = await ports.store.users.find({ ...at, id: record.user })
  if (!user || user.status === 'removed') return { kind: 'link-used' }
  const own = await ports.store.addresses.list({ ...at, user: user.id })
  if (!own.some(({ key }) => key === record.primary.key)) return { kind: 'link-used' }
  const events = eventsOf(turn, record, client)
  const notices = noticesOf(turn, user, record, client)
  const outcome = await ports.store.addresses.change({
    ...at,
    user: user.id,
    version: user.version,
    change: {
      ...changeBack(turn, own, record),
      ...(record.what === 'removed' && { record: takenBack(turn, user.id, record.told) }),
    },
    spend: { kind: undoKind, id },
    endSessions: true,
    also: { events, messages: notices.map(({ draft }) => draft) },
  })
  if (outcome.kind !== 'done') return undefined
  tell(turn, ...events)
  for (const notice of notices) postChange(turn, notice)
  return { kind: 'undone' }
}

/** What was given up before the change is given up again, not forgotten: an earlier change may still be undone to it. */
function changeBack(
  { now }: Turn,
  own: readonly OwnAddress[],
  { keys, kept = [], primary }: UndoRecord,
): AddressChange {
  const given = own.filter(({ key, reservedUntil }) => kept.includes(key) && reservedUntil === undefined)
  return {
    restore: own.filter(({ key }) => keys.includes(key)).map(({ key }) => key),
    giveUp: { keys: given.map(({ key }) => key), until: after(now, undoWindow) },
    drop: own.filter(({ key }) => !keys.includes(key) && !kept.includes(key)).map(({ key }) => key),
    primary,
  }
}

function noticesOf(turn: Turn, user: User, { primary }: UndoRecord, { asked }: Client): readonly PlainNotice[] {
  const until = primaryOf(user)
  const told = until.key === primary.key ? [primary] : [primary, until]
  return told.map((to) => tellPlainly(turn, to, { user, what: 'restored', now: primary, asked }))
}

type PlainNotice = ReturnType<typeof tellPlainly>

function eventsOf({ ports, scope, now }: Turn, { user }: UndoRecord, { asked }: Client): readonly EventDraft[] {
  const facts = { application: scope.application.id, user, asked }
  return [
    { id: ports.vault.id(now), type: 'address.restored', ...facts },
    { id: ports.vault.id(now), type: 'session.revoked', reason: 'undo', ...facts },
  ]
}
