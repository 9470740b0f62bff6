import type { Store } from '../../../ports/store.ts'
import { eventColumns, publishedMark, readEvent, unpublishedEvents } from '../../sql/event-row.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type Unpublished = Store['events']['unpublished']

interface Answer {
  readonly from: number
  readonly rows: readonly Row[] | null
}

const values = ['c.tenant', 'c.tenant', 'm.mark', 'c."limit"']

export const unpublished: Command<In<Unpublished>, Out<Unpublished>> = read({
  name: 'unpublished_events',
  fields: 'tenant text, "limit" integer',
  value: `json_build_object('from', m.mark, 'rows', f.rows)`,
  from: `CROSS JOIN LATERAL (SELECT coalesce(
  (SELECT d.json::bigint FROM postern_documents d WHERE d.tenant = c.tenant AND ${publishedMark}), 0) AS mark) m
CROSS JOIN LATERAL (SELECT json_agg(json_build_array(${eventColumns}) ORDER BY sequence) AS rows FROM (
  ${values.reduce((text, value) => text.replace('?', value), unpublishedEvents)}) e) f`,
  decode: ({ from, rows }: Answer, { tenant }) => ({ from, events: (rows ?? []).map((row) => readEvent(tenant, row)) }),
})
