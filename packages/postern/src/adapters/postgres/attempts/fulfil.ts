/** Spends an attempt of somebody who is signed in: all is looked at first, then it is spent with one conditional update. */
import type { Finish } from '../../../domain/attempt.ts'
import type { ActEffect } from '../../../ports/addresses.ts'
import type { Store } from '../../../ports/store.ts'
import { writeHash } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { changeCall } from '../addresses/apply-change.ts'
import { alsoCall } from '../also.ts'
import { chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { attemptsOfCalls, lockAttempts, lockPeople, lockRows, sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'
import { lockFirstProofs } from './prove-first.ts'

type Fulfil = Store['attempts']['fulfil']

/** Her, and the new address, which may be nobody's yet: a first proof of it waits for its key. */
const people = `SELECT w.who FROM jsonb_to_recordset(calls) AS l ("user" text, addresses jsonb),
  LATERAL (VALUES (l."user"), (l.addresses->'add'->>'key')) w (who) WHERE w.who IS NOT NULL`

const sessions = 'SELECT l.tenant, l.session AS id FROM jsonb_to_recordset(calls) AS l (tenant text, session text)'

const look = `
PERFORM 1 FROM postern_sessions s JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
WHERE s.tenant = c.tenant AND s.id = c.session AND s.user_id = c."user" AND s.idle_until > c.now AND s.expires_at > c.now
  AND u.version = c."userVersion" AND u.status = 'active';
IF NOT FOUND THEN CONTINUE; END IF;`

export const fulfil: Command<In<Fulfil>, Out<Fulfil>> = act({
  name: 'fulfil',
  fields: `tenant text, now bigint, id text, version integer, "userVersion" integer, "user" text, session text,
    finish text, proved boolean, hash text, "firstProof" text, addresses jsonb, charges jsonb, also jsonb`,
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  declare: 'verdict text;',
  before: `PERFORM {lock_budgets}(calls);
${lockPeople(people)}
${lockAttempts(attemptsOfCalls)}
${lockRows('sessions', ['id'], sessions)}
${lockFirstProofs}`,
  body: `
PERFORM 1 FROM postern_attempts a WHERE a.tenant = c.tenant AND a.id = c.id AND a.version = c.version
  AND a.${stateIs('open')} AND a.expires_at > c.now;
IF NOT FOUND THEN CONTINUE; END IF;
${look}
verdict := 'fine';
IF c.addresses IS NOT NULL THEN
  verdict := {judge_addresses}(c.tenant, c.now, c."user", c.addresses);
  IF verdict = 'fine' AND c.addresses->'add' IS NOT NULL
    AND NOT {add_address}(c.tenant, c.now, c."user", c.addresses->'add') THEN
    verdict := 'taken';
  END IF;
END IF;
IF verdict <> 'fine' THEN
  answer := jsonb_build_object('kind', verdict);
ELSE
  IF c.addresses IS NOT NULL THEN
    PERFORM {change_addresses}(c.tenant, c.now, c."user", c.addresses);
  END IF;
  UPDATE postern_attempts SET state = 'completed', version = version + 1, finish = c.finish
  WHERE tenant = c.tenant AND id = c.id;
  IF c.proved THEN
    UPDATE postern_sessions SET proved_at = c.now, hash = coalesce(c.hash, hash)
    WHERE tenant = c.tenant AND id = c.session;
  END IF;
  IF c."firstProof" IS NOT NULL THEN
    PERFORM {prove_first}(c.tenant, c.now, c."user", c."firstProof", c.session);
  END IF;
  IF c.charges <> '[]' THEN
    PERFORM {give_back}(c.tenant, c.charges);
  END IF;
  PERFORM {also}(c.tenant, c.now, c.also);
  answer := jsonb_build_object('kind', 'done');
END IF;`,
  encode: ({ effect, also, ...call }) => ({ ...call, ...effectCall(call.now, effect), also: alsoCall(also) }),
  decode: (answer: Out<Fulfil> | undefined) => answer ?? { kind: 'changed' },
})

function effectCall(now: In<Fulfil>['now'], effect: ActEffect): object {
  const { user, session, finish, proved, firstProof, addresses, giveBack } = effect
  const finished: Finish = { at: now, by: finish.by, session, user, asked: finish.asked }
  return {
    user,
    session,
    finish: JSON.stringify(finished),
    proved: proved !== undefined,
    hash: proved?.hash && writeHash(proved.hash),
    firstProof,
    addresses: addresses && changeCall(addresses),
    charges: chargeCalls(giveBack),
  }
}
