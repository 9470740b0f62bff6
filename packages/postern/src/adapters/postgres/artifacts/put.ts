import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { artifactCall } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'

type Put = Store['artifacts']['put']

export const put: Command<In<Put>, Out<Put>> = act({
  name: 'put_one_artifact',
  fields: 'tenant text, now bigint, artifact jsonb',
  order: sortedBy('tenant', `artifact->>'kind'`, `artifact->>'id'`),
  body: 'answer := to_jsonb({put_artifact}(c.tenant, c.now, c.artifact));',
  encode: ({ tenant, now, artifact }) => ({ tenant, now, artifact: artifactCall(artifact) }),
  decode: (answer: boolean) => ({ kind: answer ? 'done' : 'exists' }),
})
