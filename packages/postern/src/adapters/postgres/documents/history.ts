import type { Store } from '../../../ports/store.ts'
import { documentColumns, readDocument } from '../../sql/document-row.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type History = Store['documents']['history']

export const history: Command<In<History>, Out<History>> = read({
  name: 'document_history',
  fields: 'tenant text, kind text, id text',
  value: `(SELECT json_agg(json_build_array(${prefixed('d', documentColumns)}) ORDER BY d.version) FROM postern_document_history d
    WHERE d.tenant = c.tenant AND d.kind = c.kind AND d.id = c.id)`,
  from: '',
  decode: (rows: readonly Row[] | null) => (rows ?? []).map(readDocument),
})
