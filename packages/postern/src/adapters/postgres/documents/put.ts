import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { sortedBy } from '../locks.ts'
import { declareRaised, noteRaised, raiseCall, raiseNoted } from './raise.ts'

type Put = Store['documents']['put']

/** A document made again after its removal goes on counting, so that no version ever stands for two texts. */
export const put: Command<In<Put>, Out<Put>> = act({
  name: 'put_document',
  fields: `tenant text, now bigint, kind text, id text, version integer, json text,
    "newestOnly" boolean, remembered text, also jsonb, raises jsonb`,
  order: sortedBy('tenant', 'kind', 'id'),
  writesEvents: true,
  declare: `next integer; ${declareRaised}`,
  body: `
next := NULL;
IF c.version = 0 THEN
  INSERT INTO postern_documents (tenant, kind, id, version, json, changed_at)
  SELECT c.tenant, c.kind, c.id, coalesce(max(h.version), 0) + 1, c.json, c.now FROM postern_document_history h
  WHERE h.tenant = c.tenant AND h.kind = c.kind AND h.id = c.id
  ON CONFLICT (tenant, kind, id) DO NOTHING RETURNING version INTO next;
ELSE
  UPDATE postern_documents SET version = version + 1, json = c.json, changed_at = c.now
  WHERE tenant = c.tenant AND kind = c.kind AND id = c.id AND version = c.version RETURNING version INTO next;
END IF;
IF next IS NULL THEN CONTINUE; END IF;
INSERT INTO postern_document_history (tenant, kind, id, version, json, changed_at)
VALUES (c.tenant, c.kind, c.id, next, coalesce(c.remembered, c.json), c.now);
IF c."newestOnly" THEN
  DELETE FROM postern_document_history h
  WHERE h.tenant = c.tenant AND h.kind = c.kind AND h.id = c.id AND h.version < next;
END IF;
IF c.also IS NOT NULL THEN
  PERFORM {also}(c.tenant, c.now, c.also);
END IF;
${noteRaised}`,
  after: raiseNoted,
  encode: ({ also, ...call }) => ({ ...call, also: also && alsoCall(also), raises: raiseCall(call) }),
  decode: doneOrChanged,
})
