import type { Event, EventType } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Seal } from '../../ports/events.ts'
import { findAsked, findObject, type Row } from './row.ts'

/** The columns of an event, without an alias. */
export const eventColumns =
  'sequence, id, type, application, attempt, user_id, session, asked, reason, at, actor, about'

/** Tenant, after, limit. */
export const listEvents: string = `SELECT ${eventColumns} FROM postern_events
WHERE tenant = ? AND sequence > ? ORDER BY sequence LIMIT ?`

/**
 * Behind, limit. The next tenants that have events behind their newest seals, in order. Visits tenants, not events, and
 * no more of them than it needs.
 */
export const unsealedTenants: string = `WITH RECURSIVE t (tenant) AS (
  SELECT min(tenant) FROM postern_events WHERE tenant > ?
  UNION ALL
  SELECT (SELECT min(e.tenant) FROM postern_events e WHERE e.tenant > t.tenant) FROM t WHERE t.tenant IS NOT NULL
)
SELECT t.tenant AS tenant FROM t WHERE t.tenant IS NOT NULL AND EXISTS (
  SELECT 1 FROM postern_events e WHERE e.tenant = t.tenant
  AND e.sequence > coalesce((SELECT max(s.last) FROM postern_seals s WHERE s.tenant = t.tenant), 0)
) LIMIT ?`

/** Behind, limit. The next tenants that have seals, in order. Visits tenants, not seals. */
export const sealedTenants: string = `WITH RECURSIVE t (tenant) AS (
  SELECT min(e.tenant) FROM postern_seals e WHERE e.tenant > ?
  UNION ALL
  SELECT (SELECT min(e.tenant) FROM postern_seals e WHERE e.tenant > t.tenant) FROM t WHERE t.tenant IS NOT NULL
)
SELECT t.tenant AS tenant FROM t WHERE t.tenant IS NOT NULL LIMIT ?`

/** How many events each of several tenants may have of a batch. */
export const shareOf = (limit: number, tenants: number): number => Math.max(1, Math.floor(limit / tenants))

/** Where the webhooks' mark is kept. It moves too often for a history. */
export const publishedMark = `kind = 'cursor' AND id = 'webhooks'`

/** Tenant, twice, from, limit. Sealed events alone: nobody can still commit one between them. */
export const unpublishedEvents: string = `SELECT ${eventColumns} FROM postern_events
WHERE tenant = ? AND sequence <= coalesce((SELECT max(s.last) FROM postern_seals s WHERE s.tenant = ?), 0)
AND sequence > ? ORDER BY sequence LIMIT ?`

/** Tenant. The newest seal. */
export const newestSeal: string = 'SELECT link, last FROM postern_seals WHERE tenant = ? ORDER BY last DESC LIMIT 1'

/** Tenant, limit. Newest first. */
export const listSeals: string =
  'SELECT link, first, last, count, at FROM postern_seals WHERE tenant = ? ORDER BY last DESC LIMIT ?'

/** Tenant, before, limit. */
export const listSealsInFront: string =
  'SELECT link, first, last, count, at FROM postern_seals WHERE tenant = ? AND last < ? ORDER BY last DESC LIMIT ?'

/** Tenant, after, limit. Oldest first. */
export const listSealsBehind: string =
  'SELECT link, first, last, count, at FROM postern_seals WHERE tenant = ? AND last > ? ORDER BY last LIMIT ?'

export function readSeal([link, first, last, count, at]: Row): Seal {
  return {
    link: link as string,
    first: first as number,
    last: last as number,
    count: count as number,
    at: at as Instant,
  }
}

/** Never throws: one that is damaged says so, and those beside it are read. */
export function readEvent(tenant: Id<'tenant'>, row: Row): Event {
  const event: { -readonly [K in keyof Event]: Event[K] } = {
    id: row[1] as Id<'event'>,
    tenant,
    type: row[2] as EventType,
    application: row[3] as Id<'application'>,
    at: row[9] as Instant,
    sequence: row[0] as number,
  }
  const [attempt, user, session, askedText, reason] = row.slice(4, 9)
  if (typeof attempt === 'string') event.attempt = attempt as Id<'attempt'>
  if (typeof user === 'string') event.user = user as Id<'user'>
  if (typeof session === 'string') event.session = session as Id<'session'>
  if (typeof reason === 'string') event.reason = reason
  const [actor, aboutText] = row.slice(10, 12)
  if (typeof actor === 'string') event.actor = actor
  const asked = typeof askedText === 'string' ? (findAsked(askedText) ?? askedText) : undefined
  const about = typeof aboutText === 'string' ? (findObject<Record<string, string>>(aboutText) ?? aboutText) : undefined
  if (typeof asked === 'object') event.asked = asked
  if (typeof about === 'object') event.about = about
  if (typeof asked === 'string' || typeof about === 'string') {
    event.unreadable = { ...(typeof asked === 'string' && { asked }), ...(typeof about === 'string' && { about }) }
  }
  return event
}
