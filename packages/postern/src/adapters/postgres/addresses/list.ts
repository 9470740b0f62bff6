import type { Store } from '../../../ports/store.ts'
import { addressColumns, readAddress } from '../../sql/address-row.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type List = Store['addresses']['list']

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_addresses',
  fields: 'tenant text, now bigint, "user" text',
  value: `coalesce(json_agg(json_build_array(${expressionsOf(addressColumns)}) ORDER BY d.key), '[]')`,
  from: `JOIN postern_addresses d ON d.tenant = c.tenant AND d.user_id = c."user"
AND (d.reserved_until IS NULL OR d.reserved_until > c.now) GROUP BY c.call`,
  decode: (rows: readonly Row[] | undefined) => (rows ?? []).map(readAddress),
})
