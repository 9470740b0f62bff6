import type { Id } from '../../../domain/id.ts'
import type { Store } from '../../../ports/store.ts'
import { eventColumns, newestSeal, readEvent, unsealedTenants } from '../../sql/event-row.ts'
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

const waitingTenants = ['c.after', 'c.tenants'].reduce((text, value) => text.replace('?', value), unsealedTenants)

/**
 * Of each tenant, what was there before it waited for whoever was writing: nobody can still commit a number below. A
 * tenant whose writer takes too long is left to a later round.
 */
export const unsealed: Command<In<Unsealed>, Out<Unsealed>> = act({
  name: 'unsealed_events',
  fields: 'after text, tenants integer, "limit" integer',
  declare: 'waiting text[]; each_tenant text; highest bigint; late boolean; newest record;',
  body: `
SELECT array_agg(w.tenant) INTO waiting FROM (${waitingTenants}) w;
answer := '[]';
FOREACH each_tenant IN ARRAY coalesce(waiting, '{}') LOOP
  SELECT max(e.sequence) INTO highest FROM postern_events e WHERE e.tenant = each_tenant;
  ${waitForEvents('each_tenant')}
  SELECT NULL::text AS link, NULL::bigint AS last INTO newest;
  ${newestSeal.replace('SELECT link, last', 'SELECT link, last INTO newest').replace('?', 'each_tenant')};
  answer := answer || (SELECT jsonb_build_object('tenant', each_tenant, 'head', coalesce(newest.link, ''), 'rows',
    coalesce(jsonb_agg(jsonb_build_array(${eventColumns}) ORDER BY sequence), '[]'))
  FROM (SELECT * FROM postern_events e
    WHERE NOT late AND e.tenant = each_tenant AND e.sequence > coalesce(newest.last, 0) AND e.sequence <= highest
    ORDER BY e.sequence LIMIT greatest(1, c."limit" / cardinality(waiting))) next);
END LOOP;`,
  encode: ({ after = '', tenants, limit }) => ({ after, tenants, limit }),
  decode: (answer: readonly Answer[]) =>
    answer.map(({ tenant, head, rows }) => ({ tenant, head, events: rows.map((row) => readEvent(tenant, row)) })),
})
