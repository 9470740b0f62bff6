/** The store's mark of time, whether it can be written, and which routines are in use. */
import type { Instant } from '../../domain/instant.ts'
import { act, type Command, read } from './command.ts'
import type { Routine } from './routine.ts'

/** The database's own clock, in milliseconds. */
export const clockText = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint'

/** Besides the moment, the set of routines that it belongs to is noted as in use, once a day. */
export const markRoutine: Routine = {
  name: 'mark',
  text: `(moment bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
INSERT INTO postern_meta AS m (key, value) VALUES ('time', moment)
ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE m.value < excluded.value;
IF NOT EXISTS (SELECT FROM postern_meta m WHERE m.key = '{mark}' AND m.value > ${clockText} - 86400000) THEN
INSERT INTO postern_meta (key, value) VALUES ('{mark}', ${clockText})
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
END IF;
RETURN true;
END $$`,
}

/** The latest moment that any node has marked, and the database's own clock. */
export const findTimes: Command<object, { readonly mark: Instant; readonly clock: Instant }> = read({
  name: 'find_times',
  fields: 'ignored text',
  value: `json_build_object('mark', coalesce((SELECT m.value FROM postern_meta m WHERE m.key = 'time'), 0),
    'clock', ${clockText})`,
  from: '',
  decode: (times: { readonly mark: Instant; readonly clock: Instant }) => times,
})

/** A real write of a fresh value: a full disk or a standby shows only then. */
export const probe: Command<object, void> = act({
  name: 'probe',
  fields: 'ignored text',
  body: `
INSERT INTO postern_meta (key, value) VALUES ('probe', floor(random() * 1000000000))
ON CONFLICT (key) DO UPDATE SET value = excluded.value;`,
  decode: () => undefined,
})
