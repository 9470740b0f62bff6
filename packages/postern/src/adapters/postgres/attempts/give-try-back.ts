import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'

type GiveTryBack = Store['attempts']['giveTryBack']

export const giveTryBack: Command<In<GiveTryBack>, Out<GiveTryBack>> = act({
  name: 'give_try_back',
  fields: 'tenant text, now bigint, id text, charges jsonb',
  order: sortedBy('tenant', 'id'),
  before: 'PERFORM {lock_budgets}(calls);',
  body: `
UPDATE postern_attempts SET tries = tries - 1
WHERE tenant = c.tenant AND id = c.id AND ${stateIs('open', 'approved')} AND tries > 0;
answer := '{"kind": "changed"}';
IF FOUND THEN
  PERFORM {give_back}(c.tenant, c.charges);
  answer := '{"kind": "done"}';
END IF;`,
  encode: ({ tenant, now, id, charges }) => ({ tenant, now, id, charges: chargeCalls(charges) }),
  decode: (answer: Out<GiveTryBack>) => answer,
})
