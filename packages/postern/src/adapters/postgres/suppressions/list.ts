import type { Store } from '../../../ports/store.ts'
import { pageOf } from '../../sql/page.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { readSuppression, suppressionColumns } from '../../sql/suppression-row.ts'
import { type Command, read } from '../command.ts'

type List = Store['suppressions']['list']

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_suppressions',
  fields: 'tenant text, now bigint, after text, "limit" integer',
  value: `(SELECT json_agg(n.row ORDER BY n.key) FROM (
    SELECT json_build_array(${prefixed('p', suppressionColumns)}) AS row, p.key FROM postern_suppressions p
    WHERE p.tenant = c.tenant AND p.key > c.after AND p.expires_at > c.now ORDER BY p.key LIMIT c."limit") n)`,
  from: '',
  encode: ({ tenant, now, after, limit }) => ({ tenant, now, after: after ?? '', limit: limit + 1 }),
  decode: (rows: readonly Row[] | null, { now, limit }) =>
    pageOf(
      rows ?? [],
      limit,
      (row) => readSuppression(row, now),
      ([key]) => key as string,
    ),
})
