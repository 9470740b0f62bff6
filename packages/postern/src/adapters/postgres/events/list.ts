import type { Store } from '../../../ports/store.ts'
import { eventColumns, readEvent } from '../../sql/event-row.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type List = Store['events']['list']

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_events',
  fields: 'tenant text, attempt text, after bigint, "limit" integer',
  value: 'f.rows',
  from: `CROSS JOIN LATERAL (
  SELECT json_agg(json_build_array(${eventColumns}) ORDER BY sequence) AS rows FROM (
    SELECT * FROM postern_events e
    WHERE e.tenant = c.tenant AND c.attempt IS NULL AND e.sequence > c.after ORDER BY e.sequence LIMIT c."limit"
  ) whole WHERE c.attempt IS NULL
  UNION ALL
  SELECT json_agg(json_build_array(${eventColumns}) ORDER BY sequence) FROM (
    SELECT * FROM postern_events e
    WHERE e.tenant = c.tenant AND e.attempt = c.attempt AND e.sequence > c.after ORDER BY e.sequence LIMIT c."limit"
  ) story WHERE c.attempt IS NOT NULL
) f WHERE f.rows IS NOT NULL`,
  encode: ({ tenant, attempt, after, limit }) => ({
    tenant,
    attempt,
    after: Number(after ?? 0) || 0,
    limit: limit + 1,
  }),
  decode(found: readonly Row[] | undefined, { tenant, limit }) {
    const rows = found ?? []
    const items = rows.slice(0, limit).map((row) => readEvent(tenant, row))
    const last = items.at(-1)
    return rows.length > limit && last ? { items, next: String(last.sequence) } : { items }
  },
})
