import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read as reading } from '../command.ts'

type Read = Store['budgets']['read']

/** What was given back is kept as less than nothing beside the hits of its time: they are added up. */
export const read: Command<In<Read>, Out<Read>> = reading({
  name: 'read_budgets',
  fields: 'tenant text, now bigint, keys jsonb',
  value: `(SELECT json_agg(json_build_object('key', k.key, 'hits', k.hits) ORDER BY k.n) FROM (
    SELECT w.key, w.n, (SELECT json_agg(json_build_object('at', s.at, 'count', s.hits) ORDER BY s.at) FROM (
      SELECT h.at, sum(h.hits) AS hits FROM unnest(b.times, b.counts) AS h (at, hits) GROUP BY h.at) s
      WHERE s.hits > 0) AS hits
    FROM jsonb_array_elements_text(c.keys) WITH ORDINALITY AS w (key, n)
    JOIN postern_budgets b ON b.tenant = c.tenant AND b.key = w.key AND b.expires_at > c.now) k
    WHERE k.hits IS NOT NULL)`,
  from: '',
  decode: (found: Out<Read> | null) => found ?? [],
})
