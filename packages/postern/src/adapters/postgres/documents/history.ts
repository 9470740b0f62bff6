import type { Store } from '../../../ports/store.ts'
import { documentColumns, readDocument } from '../../sql/document-row.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type History = Store['documents']['history']

export const history: Command<In<History>, Out<History>> = read({
  name: 'document_history',
  fields: 'tenant text, kind text, id text, before bigint, "limit" integer',
  value: `(SELECT json_agg(json_build_array(${prefixed('d', documentColumns)}) ORDER BY d.version DESC) FROM (
    SELECT * FROM postern_document_history h
    WHERE h.tenant = c.tenant AND h.kind = c.kind AND h.id = c.id AND (c.before IS NULL OR h.version < c.before)
    ORDER BY h.version DESC LIMIT c."limit") d)`,
  from: '',
  decode: (rows: readonly Row[] | null) => (rows ?? []).map(readDocument),
})
