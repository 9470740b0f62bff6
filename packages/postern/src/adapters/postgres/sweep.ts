/**
 * Removes what is over, table by table, a stretch of each at a time. Where a sweep stopped is a hint only: a new process
 * begins at the beginning, and two nodes that sweep at once remove nothing twice. It waits for nobody: a row that somebody
 * holds is left for the next time.
 */
import { before, days } from '../../domain/instant.ts'
import type { Store } from '../../ports/store.ts'
import type { In, Out } from '../sql/step.ts'
import { stretchLength, type Walk, walks } from '../sql/walks.ts'
import { act, type Command } from './command.ts'
import type { Routine } from './routine.ts'

type Sweep = Store['sweep']
type Place = readonly (string | number)[]
type Places = Record<string, Place>

interface Answer {
  readonly removed: number
  readonly places: Places
}

/** Sorts behind every id and every number of a tenant. */
const pastAll = '~'

/** One stretch of each table. Answers how many rows it removed and where to go on, NULL where the table ended. */
export const sweepRoutines: readonly Routine[] = [endOfInvitation(), ...walks.map(stretchRoutine)]

export function sweepOf(places: Places = {}): Command<In<Sweep>, Out<Sweep>> {
  return act<In<Sweep>, Out<Sweep>>({
    name: 'sweep',
    fields:
      'now bigint, "asAttempts" bigint, "asEvents" bigint, "aMonth" bigint, "limit" integer, length integer, places jsonb',
    declare: 'removed bigint; places jsonb; swept jsonb; again jsonb;',
    body: `
removed := 0;
places := '{}';
${walks.map(walkTable).join('\n')}
answer := jsonb_build_object('removed', removed, 'places', places);`,
    encode: ({ now, keepAttempts, keepEvents, limit }) => ({
      now,
      asAttempts: before(now, keepAttempts),
      asEvents: before(now, keepEvents),
      aMonth: before(now, days(30)),
      limit,
      length: stretchLength(limit),
      places,
    }),
    decode(answer: Answer) {
      for (const { table } of walks) delete places[table]
      Object.assign(places, answer.places)
      return { removed: answer.removed }
    },
  })
}

/** Walks on from the last place, and once more from the beginning if the table ended on the way. */
function walkTable({ table, kept }: Walk): string {
  const over = { not: 'c.now', 'as-attempts': 'c."asAttempts"', 'as-events': 'c."asEvents"', 'a-month': 'c."aMonth"' }[
    kept
  ]
  return `
swept := {sweep_${table}}(c.places->'${table}', ${over}, c.length, c."limit");
removed := removed + (swept->>0)::bigint;
IF swept->1 = 'null' AND c.places ? '${table}' AND (swept->>0)::bigint < c."limit" THEN
  again := {sweep_${table}}(NULL, ${over}, c.length, c."limit" - (swept->>0)::integer);
  removed := removed + (again->>0)::bigint;
  swept := again;
END IF;
IF swept->1 <> 'null' THEN
  places := jsonb_set(places, ARRAY['${table}'], swept->1);
END IF;`
}

function stretchRoutine({ table, key, endsAt, ends: endOf, ordered, also }: Walk): Routine {
  const of = (alias: string): string => key.map((column) => `${alias}.${column}`).join(', ')
  const first = key.map((column) => (column === 'sequence' ? `'-1'::bigint` : `''`)).join(', ')
  const from = key.map((column, at) => (column === 'sequence' ? `(place->>${at})::bigint` : `place->>${at}`)).join(', ')
  const ends = (alias: string): string =>
    endOf?.('postgres', alias) ?? `least(${endsAt.map((column) => `${alias}.${column}`).join(', ')})`
  const same = key.map((column) => `t.${column} = o.${column}`).join(' AND ')
  const follow = also ? `, follows AS (DELETE FROM postern_${also} t USING gone o WHERE ${same})` : ''
  const onwards = ordered
    ? `CASE WHEN s.ends_at > over THEN jsonb_build_array(s.tenant, ${pastTenant(key)}) ELSE jsonb_build_array(${of('s')}) END`
    : `jsonb_build_array(${of('s')})`
  const descending = key.map((column) => `${column} DESC`).join(', ')
  return {
    name: `sweep_${table}`,
    text: `(place jsonb, over bigint, length integer, most integer) RETURNS jsonb LANGUAGE sql AS $$
WITH stretch AS MATERIALIZED (
  SELECT ${of('t')}, ${ends('t')} AS ends_at FROM postern_${table} t
  WHERE (${of('t')}) > (SELECT ${first} WHERE place IS NULL UNION ALL SELECT ${from} WHERE place IS NOT NULL)
  ORDER BY ${of('t')} LIMIT length
), old AS MATERIALIZED (
  SELECT ${of('s')} FROM stretch s WHERE s.ends_at <= over ORDER BY ${of('s')} LIMIT most
), free AS MATERIALIZED (
  SELECT ${of('t')} FROM old o JOIN postern_${table} t ON ${same} WHERE ${ends('t')} <= over FOR UPDATE OF t SKIP LOCKED
), gone AS (
  DELETE FROM postern_${table} t USING free o WHERE ${same} RETURNING ${of('t')}
)${follow}
SELECT jsonb_build_array((SELECT count(*) FROM gone), CASE
  WHEN (SELECT count(*) FROM old) = most
    THEN (SELECT jsonb_build_array(${of('o')}) FROM old o ORDER BY ${descending} LIMIT 1)
  WHEN (SELECT count(*) FROM stretch) = length
    THEN (SELECT ${onwards} FROM stretch s ORDER BY ${descending} LIMIT 1)
END) $$`,
  }
}

/** Behind everything of this tenant. */
function pastTenant(key: readonly string[]): string {
  return key.includes('sequence') ? '9223372036854775807' : `'${pastAll}'`
}

/**
 * JSON may name characters that PostgreSQL has none of: NUL, and halves of pairs. What they are in is not looked at. A
 * document that is no JSON has no end, and must not end the sweep.
 */
function endOfInvitation(): Routine {
  return {
    name: 'end_of_invitation',
    text: String.raw`(written text, changed_at bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE invitation json;
BEGIN
invitation := regexp_replace(written, '\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\\u0001', 'g')::json;
RETURN CASE invitation ->> 'state' WHEN 'open' THEN (invitation ->> 'expiresAt')::bigint ELSE changed_at END;
EXCEPTION WHEN data_exception THEN RETURN NULL;
END $$`,
  }
}
