import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'

type TakeTry = Store['attempts']['takeTry']

export const takeTry: Command<In<TakeTry>, Out<TakeTry>> = act({
  name: 'take_try',
  fields: 'tenant text, now bigint, id text, charges jsonb',
  order: sortedBy('tenant', 'id'),
  declare: 'taken record;',
  before: 'PERFORM {lock_budgets}(calls);',
  body: `
answer := '{"kind": "exhausted"}';
IF {limit}(c.tenant, c.now, c.charges) IS NULL THEN
  UPDATE postern_attempts SET tries = tries + 1
  WHERE tenant = c.tenant AND id = c.id AND ${stateIs('open', 'approved')} AND expires_at > c.now AND tries < max_tries
  RETURNING max_tries - tries AS tries_left, version INTO taken;
  IF FOUND THEN
    PERFORM {charge}(c.tenant, c.now, c.charges);
    answer := jsonb_build_object('kind', 'taken', 'triesLeft', taken.tries_left, 'version', taken.version);
  END IF;
END IF;`,
  encode: ({ tenant, now, id, charges }) => ({ tenant, now, id, charges: chargeCalls(charges) }),
  decode: (answer: Out<TakeTry>) => answer,
})
