import { invitationKind } from '../../../domain/invitation.ts'
import type { Store } from '../../../ports/store.ts'
import { attemptColumns } from '../../sql/attempt-row.ts'
import { documentColumns } from '../../sql/document-row.ts'
import { eventColumns } from '../../sql/event-row.ts'
import { messageColumns } from '../../sql/message-row.ts'
import {
  addressColumns,
  browserColumns,
  type PersonRows,
  readPerson,
  registrationColumns,
} from '../../sql/person-rows.ts'
import { expressionsOf, prefixed } from '../../sql/row.ts'
import { sessionColumns } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { userColumns } from '../../sql/user-row.ts'
import { type Command, read } from '../command.ts'

type Export = Store['users']['export']

const ofHers = (alias: string): string => `${alias}.tenant = u.tenant AND ${alias}.user_id = u.id`
const rows = (columns: string, order: string, from: string): string =>
  `(SELECT coalesce(json_agg(json_build_array(${columns}) ORDER BY ${order}), '[]') FROM ${from})`

/** Her attempts: those that an event ties to her. */
const attemptIds = `SELECT e.attempt FROM postern_events e WHERE ${ofHers('e')} AND e.attempt IS NOT NULL`
const keys = `SELECT d.key FROM postern_addresses d WHERE ${ofHers('d')}`

const listed = prefixed('m', messageColumns).replace('m.sealed', 'NULL AS sealed')

/** Those of her attempts, and those that belong to none. */
const mails = `(SELECT ${listed} FROM postern_messages m WHERE m.tenant = u.tenant AND m.attempt IN (${attemptIds})
  UNION ALL
  SELECT ${listed} FROM postern_messages m WHERE m.tenant = u.tenant AND m.attempt = '' AND m.address_key IN (${keys})) m`

/** A sign-in's story begins before anybody knows whose it is. */
const events = `(SELECT s.* FROM postern_events s WHERE s.tenant = u.tenant AND s.sequence IN (
    SELECT h.sequence FROM postern_events h WHERE ${ofHers('h')}
    UNION
    SELECT t.sequence FROM postern_events t WHERE t.tenant = u.tenant AND t.attempt IN (${attemptIds}))
  ORDER BY s.sequence DESC LIMIT c."limit") story`

export const exportUser: Command<In<Export>, Out<Export>> = read({
  name: 'export_user',
  fields: 'tenant text, id text, "limit" integer',
  value: `json_build_object(
  'user', json_build_array(${expressionsOf(userColumns)}),
  'addresses', ${rows(prefixed('a', addressColumns), 'a.key', `postern_addresses a WHERE ${ofHers('a')}`)},
  'registrations', ${rows(prefixed('r', registrationColumns), 'r.application', `postern_registrations r WHERE ${ofHers('r')}`)},
  'sessions', ${rows(expressionsOf(sessionColumns), 's.id', `postern_sessions s WHERE ${ofHers('s')}`)},
  'browsers', ${rows(prefixed('b', browserColumns), 'b.browser', `postern_known_browsers b WHERE ${ofHers('b')}`)},
  'attempts', ${rows(expressionsOf(attemptColumns), 'q.id', `postern_attempts q WHERE q.tenant = u.tenant AND q.id IN (${attemptIds})`)},
  'messages', ${rows(prefixed('m', messageColumns), 'm.id', mails)},
  'invitations', ${rows(
    prefixed('o', documentColumns),
    'o.id',
    `postern_registrations r JOIN postern_addresses d ON d.tenant = r.tenant AND d.user_id = r.user_id
    JOIN postern_documents o ON o.tenant = d.tenant AND o.kind = '${invitationKind}' AND o.id = r.application || '/' || d.key
    WHERE ${ofHers('r')}`,
  )},
  'events', ${rows(prefixed('story', eventColumns), 'story.sequence DESC', events)})`,
  from: 'JOIN postern_users u ON u.tenant = c.tenant AND u.id = c.id',
  decode: (found: PersonRows | undefined, { tenant }) => found && readPerson(tenant, found),
})
