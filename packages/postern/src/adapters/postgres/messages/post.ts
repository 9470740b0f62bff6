import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'

type Post = Store['messages']['post']

export const post: Command<In<Post>, Out<Post>> = act({
  name: 'post_messages',
  fields: 'tenant text, now bigint, charges jsonb, also jsonb',
  writesEvents: true,
  before: 'PERFORM {lock_budgets}(calls);',
  body: `
answer := {refusal}(c.tenant, c.now, c.charges, NULL);
IF answer IS NULL THEN
  PERFORM {charge}(c.tenant, c.now, c.charges);
  PERFORM {also}(c.tenant, c.now, c.also);
  answer := '{"kind": "queued"}';
END IF;`,
  encode: ({ tenant, now, charges, also }) => ({ tenant, now, charges: chargeCalls(charges), also: alsoCall(also) }),
  decode: (answer: Out<Post>) => answer,
})
