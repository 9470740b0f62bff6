import type { Store } from '../../../ports/store.ts'
import { writeSets } from '../../sql/secret-sets.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { artifactCall, chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { attemptsOfCalls, lockAttempts, sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'

type Resend = Store['attempts']['resend']

/** Old marks that an attempt remembers. More mails than this for one attempt are past any use of telling them apart. */
const mostSuperseded = 20

/** A set is `[mark, link, cancel, key, mac, askedAt, until]`, a superseded one `[mark, link, cancel, askedAt]`. */
export const resend: Command<In<Resend>, Out<Resend>> = act({
  name: 'resend',
  fields: `tenant text, now bigint, id text, version integer, set jsonb, keep integer, charges jsonb, proof jsonb,
    also jsonb`,
  // Proofs are artifacts; the attempts are locked before.
  order: sortedBy('tenant', `proof->>'kind'`, `proof->>'id'`),
  writesEvents: true,
  declare: 'known record; kept jsonb; pushed jsonb;',
  before: `PERFORM {lock_budgets}(calls);
${lockAttempts(attemptsOfCalls)}`,
  body: `
SELECT a.sets::jsonb || c.set AS sets, a.superseded::jsonb AS superseded INTO known FROM postern_attempts a
WHERE a.tenant = c.tenant AND a.id = c.id AND a.version = c.version AND a.${stateIs('open')} AND a.expires_at > c.now;
IF NOT FOUND THEN
  answer := '{"kind": "changed"}';
ELSE
  answer := {refusal}(c.tenant, c.now, c.charges, c.proof);
END IF;
IF answer IS NULL THEN
  SELECT coalesce(jsonb_agg(s.v ORDER BY s.n) FILTER (WHERE s.n > jsonb_array_length(known.sets) - c.keep), '[]'),
    coalesce(jsonb_agg(jsonb_build_array(s.v->0, s.v->1, s.v->2, s.v->5) ORDER BY s.n)
      FILTER (WHERE s.n <= jsonb_array_length(known.sets) - c.keep), '[]')
  INTO kept, pushed FROM jsonb_array_elements(known.sets) WITH ORDINALITY AS s (v, n);
  pushed := known.superseded || pushed;
  UPDATE postern_attempts SET sets = kept::text, version = version + 1,
    superseded = (SELECT coalesce(jsonb_agg(s.v ORDER BY s.n), '[]')::text
      FROM jsonb_array_elements(pushed) WITH ORDINALITY AS s (v, n)
      WHERE s.n > jsonb_array_length(pushed) - ${mostSuperseded}),
    expires_at = (SELECT max((s.v->>6)::bigint) FROM jsonb_array_elements(kept) AS s (v))
  WHERE tenant = c.tenant AND id = c.id AND version = c.version AND ${stateIs('open')} AND expires_at > c.now;
  PERFORM {charge}(c.tenant, c.now, c.charges);
  PERFORM {also}(c.tenant, c.now, c.also);
  answer := '{"kind": "issued"}';
END IF;`,
  encode: ({ tenant, now, id, version, set, keep, charges, proof, also }) => ({
    tenant,
    now,
    id,
    version,
    set: JSON.parse(writeSets([set])),
    keep,
    charges: chargeCalls(charges),
    proof: artifactCall(proof),
    also: alsoCall(also),
  }),
  decode: (answer: Out<Resend>) => answer,
})
