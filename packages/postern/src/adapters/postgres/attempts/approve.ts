import type { Store } from '../../../ports/store.ts'
import { writeHash } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'

type Approve = Store['attempts']['approve']

/** The attempt's row is locked before the number is looked at: of parallel guesses only the first one counts. */
export const approve: Command<In<Approve>, Out<Approve>> = act({
  name: 'approve',
  fields: `tenant text, now bigint, id text, version integer, number text, cancel text, charges jsonb, also jsonb,
    "alsoWrong" jsonb`,
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  declare: 'known record;',
  before: 'PERFORM {lock_budgets}(calls);',
  body: `
SELECT a.number, a.approval_shut, a.cancels INTO known FROM postern_attempts a
WHERE a.tenant = c.tenant AND a.id = c.id AND a.version = c.version AND a.${stateIs('open')} AND a.expires_at > c.now
FOR UPDATE;
IF NOT FOUND THEN
  answer := '{"kind": "changed"}';
ELSIF known.approval_shut = 1 OR {limit}(c.tenant, c.now, c.charges) IS NOT NULL THEN
  answer := '{"kind": "shut"}';
ELSIF known.number = c.number THEN
  UPDATE postern_attempts SET state = 'approved', version = version + 1,
    cancels = (known.cancels::jsonb || to_jsonb(c.cancel))::text
  WHERE tenant = c.tenant AND id = c.id;
  PERFORM {also}(c.tenant, c.now, c.also);
  answer := '{"kind": "approved"}';
ELSE
  UPDATE postern_attempts SET approval_shut = 1, version = version + 1 WHERE tenant = c.tenant AND id = c.id;
  PERFORM {charge}(c.tenant, c.now, c.charges);
  PERFORM {also}(c.tenant, c.now, c."alsoWrong");
  answer := '{"kind": "wrong"}';
END IF;`,
  encode: ({ cancel, wrong, also, alsoWrong, ...call }) => ({
    ...call,
    cancel: writeHash(cancel),
    charges: chargeCalls([wrong]),
    also: alsoCall(also),
    alsoWrong: alsoCall(alsoWrong),
  }),
  decode: (answer: Out<Approve>) => answer,
})
