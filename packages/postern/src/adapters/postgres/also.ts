/** The events and messages of an act, in its transaction. */
import type { EventDraft } from '../../domain/event.ts'
import type { MessageDraft } from '../../domain/message.ts'
import type { Also } from '../../ports/written.ts'
import { writeAsked } from '../sql/row.ts'
import { holdEvents } from './locks.ts'
import type { Routine } from './routine.ts'

/** `undefined` members vanish in JSON and arrive as NULL. */
export function alsoCall({ events, messages }: Also): object {
  return { events: events.map(eventCall), messages: messages.map(messageCall) }
}

export function eventCall({ asked, about, ...event }: EventDraft): object {
  return { ...event, ...(asked && { asked: writeAsked(asked) }), ...(about && { about: JSON.stringify(about) }) }
}

function messageCall({ to, facts, sealed, lease, ...message }: MessageDraft): object {
  return {
    ...message,
    address: to.address,
    key: to.key,
    kind: facts.kind,
    locale: facts.locale,
    mark: facts.mark,
    askedAt: facts.askedAt,
    program: facts.program ? 1 : 0,
    asked: writeAsked(facts.asked),
    about: facts.about && JSON.stringify(facts.about),
    sealed: sealed && Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).toString('base64'),
    owner: lease.owner,
    leaseUntil: lease.until,
  }
}

export const alsoRoutines: readonly Routine[] = [
  {
    // Answers the number of the last event, 0 if there was none.
    name: 'also',
    text: `(of_tenant text, moment bigint, also jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE last bigint := 0;
BEGIN
IF also->'events' <> '[]' THEN
  ${holdEvents('of_tenant')}
  WITH written AS (
    INSERT INTO postern_events
    (tenant, sequence, id, type, application, attempt, user_id, session, asked, reason, at, actor, about)
    SELECT of_tenant, nextval('postern_event_sequence'), e.id, e.type, e.application, e.attempt, e."user", e.session,
      e.asked, e.reason, moment, e.actor, e.about
    FROM jsonb_to_recordset(also->'events') AS e (id text, type text, application text, attempt text, "user" text,
      session text, asked text, reason text, actor text, about text)
    RETURNING sequence)
  SELECT max(sequence) INTO last FROM written;
END IF;
IF also->'messages' <> '[]' THEN
  INSERT INTO postern_messages (tenant, id, channel, application, attempt, address, address_key, kind, locale, mark,
    asked_at, program, asked, sealed, state, tries, next_at, lease_owner, lease_until, due_at, deadline, created_at, about)
  SELECT of_tenant, m.id, m.channel, m.application, coalesce(m.attempt, ''), m.address, m.key, m.kind, m.locale, m.mark, m."askedAt",
    m.program, m.asked, decode(m.sealed, 'base64'), m.state, 0, moment, m.owner, m."leaseUntil", m."leaseUntil",
    m.deadline, moment, m.about
  FROM jsonb_to_recordset(also->'messages') AS m (id text, channel text, application text, attempt text, address text,
    key text, kind text, locale text, mark text, "askedAt" bigint, program integer, asked text, sealed text, state text,
    owner text, "leaseUntil" bigint, deadline bigint, about text);
END IF;
RETURN last;
END $$`,
  },
  {
    // Puts it if there is none of that id, or only one whose time is over. Answers whether it did.
    name: 'put_artifact',
    text: `(of_tenant text, moment bigint, a jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
INSERT INTO postern_artifacts AS p (tenant, kind, id, json, group_id, expires_at)
VALUES (of_tenant, a->>'kind', a->>'id', a->>'json', a->>'group', (a->>'expiresAt')::bigint)
ON CONFLICT (tenant, kind, id) DO UPDATE
SET json = excluded.json, group_id = excluded.group_id, consumed_at = NULL, expires_at = excluded.expires_at
WHERE p.expires_at <= moment;
RETURN FOUND;
END $$`,
  },
]
