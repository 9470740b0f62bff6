import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type Seals = Store['events']['seals']

/** Newest first. */
export const seals: Command<In<Seals>, Out<Seals>> = read({
  name: 'list_seals',
  fields: 'tenant text, "limit" integer',
  value: `(SELECT json_agg(json_build_object('link', s.link, 'first', s.first, 'last', s.last, 'count', s.count)
    ORDER BY s.last DESC) FROM (
      SELECT * FROM postern_seals n WHERE n.tenant = c.tenant ORDER BY n.last DESC LIMIT c."limit") s)`,
  from: '',
  decode: (rows: Out<Seals> | null) => rows ?? [],
})
