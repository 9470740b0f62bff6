import type { Store } from '../../../ports/store.ts'
import { attemptColumns, readAttempt } from '../../sql/attempt-row.ts'
import { pageOf } from '../../sql/page.ts'
import { pastAllKeys } from '../../sql/revoke-steps.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type List = Store['attempts']['list']

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_attempts',
  fields: 'tenant text, address text, after text, "limit" integer',
  value: `(SELECT json_agg(n.row ORDER BY n.id DESC) FROM (
    SELECT json_build_array(${expressionsOf(attemptColumns)}) AS row, q.id FROM postern_attempts q
    WHERE q.tenant = c.tenant AND q.address_key = c.address AND q.id < c.after ORDER BY q.id DESC LIMIT c."limit") n)`,
  from: '',
  encode: ({ tenant, address, after, limit }) => ({ tenant, address, after: after ?? pastAllKeys, limit: limit + 1 }),
  decode: (rows: readonly Row[] | null, { tenant, limit }) =>
    pageOf(
      rows ?? [],
      limit,
      (row) => readAttempt(tenant, row),
      ([id]) => id as string,
    ),
})
