import type { Store } from '../../../ports/store.ts'
import { readSeal } from '../../sql/event-row.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type Seals = Store['events']['seals']

const row = 'json_build_array(s.link, s.first, s.last, s.count, s.at)'

/** Newest first; behind a place, oldest first. */
export const seals: Command<In<Seals>, Out<Seals>> = read({
  name: 'list_seals',
  fields: 'tenant text, after bigint, before bigint, "limit" integer',
  value: `CASE WHEN c.after IS NULL THEN (SELECT json_agg(${row} ORDER BY s.last DESC) FROM (
      SELECT * FROM postern_seals n WHERE n.tenant = c.tenant AND (c.before IS NULL OR n.last < c.before) ORDER BY n.last DESC LIMIT c."limit") s)
    ELSE (SELECT json_agg(${row} ORDER BY s.last) FROM (
      SELECT * FROM postern_seals n WHERE n.tenant = c.tenant AND n.last > c.after ORDER BY n.last LIMIT c."limit") s) END`,
  from: '',
  decode: (rows: readonly Row[] | null) => (rows ?? []).map(readSeal),
})
