import type { Store } from '../../../ports/store.ts'
import { artifactColumns, readArtifact } from '../../sql/artifact-row.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { type Command, read } from '../command.ts'

type Find = Store['artifacts']['find']

export const find: Command<In<Find>, Out<Find>> = read({
  name: 'find_artifact',
  fields: 'tenant text, now bigint, kind text, id text',
  value: `(SELECT json_build_array(${prefixed('a', artifactColumns)}) FROM postern_artifacts a
    WHERE a.tenant = c.tenant AND a.kind = c.kind AND a.id = c.id AND a.expires_at > c.now)`,
  from: '',
  decode: (row: Row | null) => (row ? readArtifact(row) : undefined),
})
