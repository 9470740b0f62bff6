import type { Id } from '../../../domain/id.ts'
import type { Store } from '../../../ports/store.ts'
import { eventColumns, newestSeal, nextUnsealedTenant, readEvent } from '../../sql/event-row.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { waitForEvents } from '../locks.ts'

type Unsealed = Store['events']['unsealed']

interface Answer {
  readonly tenant: Id<'tenant'>
  readonly head: string
  readonly rows: readonly Row[]
}

/** Waits for whoever is writing events of the tenant: afterwards nobody can still commit a number below the last one. */
export const unsealed: Command<In<Unsealed>, Out<Unsealed>> = act({
  name: 'unsealed_events',
  fields: '"limit" integer',
  declare: 'found_tenant text; newest record;',
  body: `
${nextUnsealedTenant.replace('SELECT t.tenant AS tenant', 'SELECT t.tenant INTO found_tenant').replace('?', `''`)};
IF found_tenant IS NULL THEN CONTINUE; END IF;
${waitForEvents('found_tenant')}
SELECT NULL::text AS link, NULL::bigint AS last INTO newest;
${newestSeal.replace('SELECT link, last', 'SELECT link, last INTO newest').replace('?', 'found_tenant')};
SELECT jsonb_build_object('tenant', found_tenant, 'head', coalesce(newest.link, ''), 'rows',
  coalesce(jsonb_agg(jsonb_build_array(${eventColumns}) ORDER BY sequence), '[]')) INTO answer
FROM (SELECT * FROM postern_events e WHERE e.tenant = found_tenant AND e.sequence > coalesce(newest.last, 0)
  ORDER BY e.sequence LIMIT c."limit") next;`,
  decode: (answer: Answer | undefined) =>
    answer && {
      tenant: answer.tenant,
      head: answer.head,
      events: answer.rows.map((row) => readEvent(answer.tenant, row)),
    },
})
