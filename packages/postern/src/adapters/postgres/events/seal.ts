import type { Store } from '../../../ports/store.ts'
import { newestSeal } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { sortedBy, waitForSeals } from '../locks.ts'

type Seal = Store['events']['seal']

/** Two nodes that seal at once take turns: the later one finds that the head has moved on. */
export const seal: Command<In<Seal>, Out<Seal>> = act({
  name: 'seal_events',
  fields: 'tenant text, now bigint, head text, link text, first bigint, last bigint, count integer',
  order: sortedBy('tenant'),
  body: `
${waitForSeals('c.tenant')}
IF coalesce((SELECT n.link FROM (${newestSeal.replace('?', 'c.tenant')}) n), '') <> c.head THEN CONTINUE; END IF;
INSERT INTO postern_seals (tenant, last, first, count, link, at)
VALUES (c.tenant, c.last, c.first, c.count, c.link, c.now);`,
  decode: doneOrChanged,
})
