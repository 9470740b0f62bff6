import type { Store } from '../../../ports/store.ts'
import { findArtifact, readArtifact } from '../../sql/artifact-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Reader } from '../connection.ts'

type Find = Store['artifacts']['find']

export function find(reader: Reader, { tenant, kind, id, now }: In<Find>): Out<Find> {
  const row = reader.first(findArtifact, tenant, kind, id, now)
  return row && readArtifact(row)
}
