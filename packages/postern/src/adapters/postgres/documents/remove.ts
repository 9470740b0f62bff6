import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { sortedBy } from '../locks.ts'
import { declareRaised, noteRaised, raiseCall, raiseNoted } from './raise.ts'

type Remove = Store['documents']['remove']

export const remove: Command<In<Remove>, Out<Remove>> = act({
  name: 'remove_document',
  fields: 'tenant text, kind text, id text, version integer, now bigint, also jsonb, raises jsonb',
  order: sortedBy('tenant', 'kind', 'id'),
  writesEvents: true,
  declare: declareRaised,
  body: `
DELETE FROM postern_documents WHERE tenant = c.tenant AND kind = c.kind AND id = c.id AND version = c.version;
IF NOT FOUND THEN CONTINUE; END IF;
IF c.also IS NOT NULL THEN
  PERFORM {also}(c.tenant, c.now, c.also);
END IF;
${noteRaised}`,
  after: raiseNoted,
  encode: ({ also, ...call }) => ({ ...call, also: also && alsoCall(also), raises: raiseCall(call) }),
  decode: doneOrChanged,
})
