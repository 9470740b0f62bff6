import type { Store } from '../../../ports/store.ts'
import { publishedMark } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { sortedBy } from '../locks.ts'

type Publish = Store['events']['publish']

/** Two nodes that publish at once take turns at the mark: the later one finds that it has moved. */
export const publish: Command<In<Publish>, Out<Publish>> = act({
  name: 'publish_events',
  fields: 'tenant text, now bigint, was text, becomes text, also jsonb',
  order: sortedBy('tenant'),
  body: `
IF c.was = '0' THEN
  INSERT INTO postern_documents (tenant, kind, id, version, json, changed_at)
  VALUES (c.tenant, 'cursor', 'webhooks', 1, c.becomes, c.now) ON CONFLICT (tenant, kind, id) DO NOTHING;
ELSE
  UPDATE postern_documents SET version = version + 1, json = c.becomes, changed_at = c.now
  WHERE tenant = c.tenant AND ${publishedMark} AND json = c.was;
END IF;
IF NOT FOUND THEN CONTINUE; END IF;
PERFORM {also}(c.tenant, c.now, c.also);
answer := '{"kind": "done"}';`,
  encode: ({ tenant, now, from, to, messages }) => ({
    tenant,
    now,
    was: String(from),
    becomes: String(to),
    also: alsoCall({ events: [], messages }),
  }),
  decode: doneOrChanged,
})
