import type { Store } from '../../../ports/store.ts'
import { presentColumns, readDocument } from '../../sql/document-row.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type List = Store['documents']['list']

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_documents',
  fields: 'tenant text, kind text, after text, "limit" integer',
  value: `(SELECT json_agg(json_build_array(${prefixed('d', presentColumns)}) ORDER BY d.id) FROM (
    SELECT * FROM postern_documents n WHERE n.tenant = c.tenant AND n.kind = c.kind AND n.id > c.after
    ORDER BY n.id LIMIT c."limit") d)`,
  from: '',
  encode: ({ tenant, kind, after, limit }) => ({ tenant, kind, after: after ?? '', limit: limit + 1 }),
  decode(found: readonly Row[] | null, { limit }) {
    const rows = found ?? []
    const items = rows.slice(0, limit).map(readDocument)
    const last = items.at(-1)
    return rows.length > limit && last ? { items, next: last.id } : { items }
  },
})
