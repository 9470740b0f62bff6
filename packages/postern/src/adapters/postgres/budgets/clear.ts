import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'

type Clear = Store['budgets']['clear']

export const clear: Command<In<Clear>, Out<Clear>> = act({
  name: 'clear_budgets',
  fields: 'tenant text, now bigint, charges jsonb, also jsonb',
  writesEvents: true,
  before: 'PERFORM {lock_budgets}(calls);',
  body: `
UPDATE postern_budgets SET times = '{}', counts = '{}'
WHERE tenant = c.tenant AND key IN (SELECT x.key FROM jsonb_to_recordset(c.charges) AS x (key text));
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ tenant, now, keys, also }) => ({
    tenant,
    now,
    charges: chargeCalls(keys.map((key) => ({ key, windows: [], grain: 0 }))),
    also: alsoCall(also),
  }),
  decode: () => undefined,
})
