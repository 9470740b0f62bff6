import type { Store } from '../../../ports/store.ts'
import { presentColumns, readDocument } from '../../sql/document-row.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type Find = Store['documents']['find']

export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_document',
  fields: 'tenant text, kind text, id text',
  value: `json_build_array(${prefixed('d', presentColumns)})`,
  from: 'JOIN postern_documents d ON d.tenant = c.tenant AND d.kind = c.kind AND d.id = c.id',
  decode: (row: Row | undefined) => row && readDocument(row),
})
