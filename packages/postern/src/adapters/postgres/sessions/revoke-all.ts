import type { Id } from '../../../domain/id.ts'
import type { RevokePlace } from '../../../ports/records.ts'
import type { Store } from '../../../ports/store.ts'
import {
  nextRevokePlace,
  nextRevokeTenant,
  pastAllKeys,
  type RevokeName,
  type RevokeStep,
  revokeStatements,
  revokeSteps,
} from '../../sql/revoke-steps.ts'
import type { In, Out } from '../../sql/step.ts'
import { eventCall } from '../also.ts'
import { act, type Command } from '../command.ts'

type RevokeAll = Store['sessions']['revokeAll']

interface Answer {
  readonly tenant: Id<'tenant'>
  readonly ended: number
  readonly end: readonly string[] | null
  readonly following: Id<'tenant'> | null
}

const tables = ['attempts', 'artifacts', 'sessions', 'known_browsers']

const values: Readonly<Record<RevokeName, string>> = {
  tenant: 'of_tenant',
  after0: 'c.after0',
  after1: 'c.after1',
  upTo0: 'up_to0',
  upTo1: 'up_to1',
  before: 'c.before',
  now: 'c.now',
  limit: 'c."limit"',
}

export const revokeAll: Command<In<RevokeAll>, Out<RevokeAll>> = act({
  name: 'revoke_all',
  fields: `now bigint, before bigint, "limit" integer, tenant text, step text, after0 text, after1 text, past text,
    event jsonb`,
  declare: `of_tenant text; following text; up_to0 text; up_to1 text; last_key record; ended_rows bigint;`,
  body: `
of_tenant := c.tenant;
IF of_tenant = '' THEN
  of_tenant := (${nextRevokeTenant(`''`, tables)});
END IF;
IF of_tenant IS NULL THEN CONTINUE; END IF;
IF c.step = 'attempts' AND c.after0 = '' THEN
  PERFORM {also}(of_tenant, c.now, jsonb_build_object('events', jsonb_build_array(c.event), 'messages', '[]'::jsonb));
END IF;
up_to0 := c.past;
up_to1 := c.past;
${revokeSteps.map(stepBody).join('\n')}
following := (${nextRevokeTenant('of_tenant', tables)});
answer := jsonb_build_object('tenant', of_tenant, 'ended', ended_rows, 'following', following,
  'end', CASE WHEN up_to0 = c.past THEN NULL ELSE jsonb_build_array(up_to0, up_to1) END);`,
  encode: ({ now, before, limit, from, event }) => ({
    now,
    before,
    limit,
    tenant: from?.tenant ?? '',
    step: from?.step ?? 'attempts',
    after0: from?.after[0] ?? '',
    after1: from?.after[1] ?? '',
    past: pastAllKeys,
    event: eventCall(event),
  }),
  decode(answer: Answer | undefined, { from, browsers }) {
    if (!answer) return { ended: 0 }
    const place: RevokePlace = from ?? { tenant: answer.tenant, step: 'attempts', after: [] }
    const found = { end: answer.end ?? undefined, following: answer.following ?? undefined }
    const next = nextRevokePlace(place, found, browsers)
    return next ? { ended: answer.ended, next } : { ended: answer.ended }
  },
})

function stepBody(step: RevokeStep): string {
  const { key, end, changes } = revokeStatements(step, {
    value: (name) => values[name],
    index: () => '',
    byTenant: true,
  })
  const [first = '', ...others] = changes
  return `IF c.step = '${step}' THEN
FOR last_key IN ${end} LOOP
${key.map((column, at) => `  up_to${at} := last_key.${column};`).join('\n')}
END LOOP;
${first};
GET DIAGNOSTICS ended_rows = ROW_COUNT;
${others.map((other) => `${other};`).join('\n')}
END IF;`
}
