import type { Store } from '../../../ports/store.ts'
import { artifactColumns, readArtifact } from '../../sql/artifact-row.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'

type Consume = Store['artifacts']['consume']

export const consume: Command<In<Consume>, Out<Consume>> = act({
  name: 'consume_artifact',
  fields: 'tenant text, now bigint, kind text, id text',
  order: sortedBy('tenant', 'kind', 'id'),
  body: `
answer := NULL;
UPDATE postern_artifacts SET consumed_at = c.now
WHERE tenant = c.tenant AND kind = c.kind AND id = c.id AND consumed_at IS NULL AND expires_at > c.now
RETURNING jsonb_build_array(${artifactColumns}) INTO answer;
IF answer IS NULL AND NOT EXISTS (SELECT 1 FROM postern_artifacts a
  WHERE a.tenant = c.tenant AND a.kind = c.kind AND a.id = c.id AND a.expires_at > c.now) THEN CONTINUE; END IF;`,
  decode(row: Row | null | undefined) {
    if (row === undefined) return { kind: 'unknown' }
    return row === null ? { kind: 'spent' } : { kind: 'consumed', artifact: readArtifact(row) }
  },
})
