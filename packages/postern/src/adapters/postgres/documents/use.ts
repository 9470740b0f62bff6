import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'

type Use = Store['documents']['use']

export const use: Command<In<Use>, Out<Use>> = act({
  name: 'use_document',
  fields: 'tenant text, now bigint, kind text, id text, every bigint',
  order: sortedBy('tenant', 'kind', 'id'),
  body: `
UPDATE postern_documents SET used_at = c.now
WHERE tenant = c.tenant AND kind = c.kind AND id = c.id AND (used_at IS NULL OR used_at <= c.now - c.every);`,
  decode: () => undefined,
})
