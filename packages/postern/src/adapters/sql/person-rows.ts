/** What is kept of one person, from the rows of each table, without secrets and hashes. */
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Message } from '../../domain/message.ts'
import type { Session } from '../../domain/session.ts'
import type { Person } from '../../ports/records.ts'
import { readAttempt } from './attempt-row.ts'
import { readDocument } from './document-row.ts'
import { readEvent } from './event-row.ts'
import { readMessage } from './message-row.ts'
import { ownRegistrationColumns, readRegistration } from './registration-row.ts'
import type { Row } from './row.ts'
import { readSession } from './session-row.ts'
import { readUser } from './user-row.ts'

export const addressColumns = 'address, proved_at, reserved_until'
export const registrationColumns: string = ownRegistrationColumns
export const browserColumns = 'browser, seen_at, expires_at'

export interface PersonRows {
  readonly user: Row
  readonly addresses: readonly Row[]
  readonly registrations: readonly Row[]
  readonly sessions: readonly Row[]
  readonly browsers: readonly Row[]
  readonly attempts: readonly Row[]
  readonly messages: readonly Row[]
  readonly invitations: readonly Row[]
  readonly events: readonly Row[]
}

export function readPerson(tenant: Id<'tenant'>, rows: PersonRows): Person | undefined {
  const user = readUser(tenant, rows.user, 0)
  return (
    user && {
      user,
      addresses: rows.addresses.map(readAddress),
      registrations: rows.registrations.map(readRegistration),
      sessions: rows.sessions.map((row) => withoutHash(readSession(tenant, row))),
      browsers: rows.browsers.map(readBrowser),
      attempts: rows.attempts.map((row) => readOwnAttempt(tenant, row)),
      messages: rows.messages.map((row) => withoutSecrets(readMessage(row))),
      invitations: rows.invitations.map(readDocument),
      events: rows.events.map((row) => readEvent(tenant, row)),
    }
  )
}

function readAddress([address, provedAt, reservedUntil]: Row): Person['addresses'][number] {
  const facts = { address: address as string, ...(provedAt !== 0 && { provedAt: provedAt as Instant }) }
  return typeof reservedUntil === 'number' ? { ...facts, reservedUntil: reservedUntil as Instant } : facts
}

function readBrowser([id, seenAt, expiresAt]: Row): Person['browsers'][number] {
  return { id: id as Id<'browser'>, seenAt: seenAt as Instant, expiresAt: expiresAt as Instant }
}

function withoutHash({ hash: _, ...session }: Session): Omit<Session, 'hash'> {
  return session
}

function withoutSecrets({ sealed: _, ...message }: Message): Omit<Message, 'sealed'> {
  return message
}

function readOwnAttempt(tenant: Id<'tenant'>, row: Row): Person['attempts'][number] {
  const { id, purpose, state, address, asked, locale, createdAt, expiresAt, finish } = readAttempt(tenant, row)
  return { id, purpose, state, address, asked, locale, createdAt, expiresAt, ...(finish && { finish }) }
}
