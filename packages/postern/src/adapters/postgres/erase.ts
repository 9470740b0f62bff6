import type { Store } from '../../ports/store.ts'
import { erased } from '../sql/erased.ts'
import type { In, Out } from '../sql/step.ts'
import { act, type Command } from './command.ts'

type Erase = Store['erase']

export const erase: Command<In<Erase>, Out<Erase>> = act({
  name: 'erase_tenant',
  fields: 'tenant text, now bigint, "limit" integer',
  declare: 'removed integer; gone integer;',
  body: `
removed := 0;
${erased.map(empty).join('\n')}
answer := jsonb_build_object('removed', removed);`,
  decode: (answer: Out<Erase>) => answer,
})

function empty({ table: { name }, key }: (typeof erased)[number]): string {
  return `
IF removed < c."limit" THEN
  DELETE FROM postern_${name} WHERE ${key} IN (
    SELECT ${key.slice(1, -1)} FROM postern_${name} WHERE tenant = c.tenant LIMIT c."limit" - removed);
  GET DIAGNOSTICS gone = ROW_COUNT;
  removed := removed + gone;
END IF;`
}
