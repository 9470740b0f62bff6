import type { Store } from '../../../ports/store.ts'
import { eventColumns, readEvent } from '../../sql/event-row.ts'
import { pageOf } from '../../sql/page.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type List = Store['events']['list']

const kinds = {
  whole: '',
  story: 'AND e.attempt = c.attempt',
  person: 'AND e.user_id = c."user"',
}

const orders = { oldest: { than: '>', order: '' }, newest: { than: '<', order: 'DESC' } }

/** Each kind and order is a plan of its own, of which one runs. */
const branches = Object.entries(kinds).flatMap(([kind, where]) =>
  Object.entries(orders).map(
    ([
      from,
      { than, order },
    ]) => `SELECT json_agg(json_build_array(${eventColumns}) ORDER BY sequence ${order}) AS rows FROM (
    SELECT * FROM postern_events e
    WHERE e.tenant = c.tenant AND c.what = '${kind}/${from}' ${where} AND e.sequence ${than} c.after
    ORDER BY e.sequence ${order} LIMIT c."limit"
  ) ${kind}_${from} WHERE c.what = '${kind}/${from}'`,
  ),
)

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_events',
  fields: 'tenant text, what text, attempt text, "user" text, after bigint, "limit" integer',
  value: 'f.rows',
  from: `CROSS JOIN LATERAL (
  ${branches.join('\n  UNION ALL\n  ')}
) f WHERE f.rows IS NOT NULL`,
  encode: ({ tenant, attempt, user, newest, after, limit }) => ({
    tenant,
    what: `${attempt ? 'story' : user ? 'person' : 'whole'}/${newest ? 'newest' : 'oldest'}`,
    attempt,
    user,
    after: Number(after ?? 0) || (newest ? Number.MAX_SAFE_INTEGER : 0),
    limit: limit + 1,
  }),
  decode: (found: readonly Row[] | undefined, { tenant, limit }) =>
    pageOf(
      found ?? [],
      limit,
      (row) => readEvent(tenant, row),
      ([sequence]) => String(sequence),
    ),
})
