import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Channel, Message, MessageFacts, MessageKind, MessageState } from '../../domain/message.ts'
import { mostCounted, type Waiting } from '../../ports/records.ts'
import { findAsked, findObject, type Row } from './row.ts'

/** The columns of a message, without an alias, as `RETURNING` wants them. */
export const messageColumns: string = `tenant, id, application, attempt, address, address_key, kind, locale, mark, asked_at,
program, asked, sealed, state, tries, next_at, lease_owner, lease_until, deadline, created_at, reason, about, channel`

/** Held messages that a claim lets expire for every one that it may take. */
export const heldForOne = 20

/** The same, without the sealed secrets: those are for delivery, not for lists. */
export const listedMessageColumns: string = messageColumns.replace('sealed', 'NULL AS sealed')

/** Never throws: one that is damaged says so, and those beside it are read. */
export function readMessage(row: Row): Message {
  const sealed = row[12] as Uint8Array | null
  const reason = row[20] as string | null
  const attempt = row[3] as Id<'attempt'> | ''
  const facts = findFacts(row)
  const message: { -readonly [K in keyof Message]: Message[K] } = {
    id: row[1] as Id<'message'>,
    tenant: row[0] as Id<'tenant'>,
    channel: row[22] as Channel,
    application: row[2] as Id<'application'>,
    to: { address: row[4] as string, key: row[5] as string },
    facts: facts ?? plainFacts(row),
    state: row[13] as MessageState,
    tries: row[14] as number,
    nextAt: row[15] as Instant,
    lease: { owner: row[16] as string, until: row[17] as Instant },
    deadline: row[18] as Instant,
    createdAt: row[19] as Instant,
  }
  if (attempt !== '') message.attempt = attempt
  if (sealed !== null) message.sealed = sealed
  if (reason !== null) message.reason = reason
  if (!facts) message.unreadable = true
  return message
}

/** `undefined` where what is kept as JSON is none. */
function findFacts(row: Row): MessageFacts | undefined {
  const asked = findAsked(row[11] as string)
  const kept = row[21] as string | null
  const about = kept === null ? undefined : findObject<Record<string, string>>(kept)
  if (!asked || (kept !== null && !about)) return undefined
  return { ...plainFacts(row), asked, ...(about && { about }) }
}

/** Those that columns of their own hold. */
function plainFacts(row: Row): MessageFacts {
  const mark = row[8] as string | null
  return {
    kind: row[6] as MessageKind,
    locale: row[7] as string,
    askedAt: row[9] as Instant,
    program: row[10] === 1,
    asked: {},
    ...(mark !== null && { mark }),
  }
}

const waitingOf = (channel: Channel): string => `SELECT '${channel}' AS channel, count(*) AS count, min(w.due_at) AS due
FROM (SELECT m.due_at FROM postern_messages m WHERE m.state = 'queued' AND m.channel = '${channel}'
  ORDER BY m.due_at LIMIT ${mostCounted}) w HAVING count(*) > 0`

/** A row for each channel in which anything waits. Looks at no more of one than it counts, however many wait. */
export const findWaiting: string = `${waitingOf('mail')} UNION ALL ${waitingOf('webhook')}`

export function readWaiting(row: Row): Waiting {
  const [channel, count, due] = row as unknown as [Waiting['channel'], number, Instant]
  return { channel, count: Number(count), due }
}
