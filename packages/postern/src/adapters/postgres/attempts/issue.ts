import type { AttemptDraft } from '../../../ports/records.ts'
import type { Store } from '../../../ports/store.ts'
import { writeAsked, writeHash } from '../../sql/row.ts'
import { writeSets } from '../../sql/secret-sets.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { artifactCall, chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { amongHeld, attemptsOfAskers, lockAttempts, lockPeople, sortedBy } from '../locks.ts'

type Issue = Store['attempts']['issue']

/** Two that begin at once for one person come one after the other, so that the later one sees the earlier. */
const newestOnly = `SELECT l."askerId" AS who FROM jsonb_to_recordset(calls) AS l ("askerId" text, "newestOnly" boolean)
WHERE l."newestOnly"`

export const issue: Command<In<Issue>, Out<Issue>> = act({
  name: 'issue',
  fields: `tenant text, now bigint, charges jsonb, proof jsonb, also jsonb, id text, application text, purpose text,
    address text, "addressKey" text, "askerKind" text, "askerId" text, "askerHash" text, asked text, destination text,
    locale text, number text, "codeKind" text, "codeLength" integer, "maxTries" integer, sets text, until bigint, about text, "newestOnly" boolean`,
  // Proofs are artifacts.
  order: sortedBy('tenant', `proof->>'kind'`, `proof->>'id'`),
  writesEvents: true,
  before: `PERFORM {lock_budgets}(calls);
${lockPeople(newestOnly)}
${lockAttempts(attemptsOfAskers('"askerId" text', 'l."askerId"'))}`,
  body: `
answer := {refusal}(c.tenant, c.now, c.charges, c.proof);
IF answer IS NULL THEN
  PERFORM {charge}(c.tenant, c.now, c.charges);
  UPDATE postern_attempts SET state = 'cancelled', version = version + 1
  WHERE tenant = c.tenant AND asker_id = c."askerId" AND state IN ('open', 'approved') AND ${amongHeld}
    AND (c."newestOnly" OR asker_hash = c."askerHash" AND application = c.application AND address_key = c."addressKey");
  INSERT INTO postern_attempts (tenant, id, application, purpose, state, version, address, address_key, asker_kind,
    asker_id, asker_hash, asked, destination, locale, number, code_kind, code_length, tries, max_tries, approval_shut,
    sets, superseded, cancels, created_at, expires_at, opens, about)
  VALUES (c.tenant, c.id, c.application, c.purpose, 'open', 1, c.address, c."addressKey", c."askerKind", c."askerId",
    c."askerHash", c.asked, c.destination, c.locale, c.number, c."codeKind", c."codeLength", 0, c."maxTries", 0, c.sets,
    '[]', '[]', c.now, c.until, 0, c.about);
  held := held || c.id;
  PERFORM {also}(c.tenant, c.now, c.also);
  answer := '{"kind": "issued"}';
END IF;`,
  encode: ({ tenant, now, attempt, charges, proof, newestOnly = false, also }) => ({
    tenant,
    now,
    charges: chargeCalls(charges),
    proof: artifactCall(proof),
    newestOnly,
    also: alsoCall(also),
    ...attemptCall(attempt),
  }),
  decode: (answer: Out<Issue>) => answer,
})

function attemptCall(attempt: AttemptDraft): object {
  const { address, asker, code, set } = attempt
  return {
    id: attempt.id,
    application: attempt.application,
    purpose: attempt.purpose,
    address: address.address,
    addressKey: address.key,
    askerKind: asker.kind,
    askerId: asker.id,
    askerHash: writeHash(asker.hash),
    asked: writeAsked(attempt.asked),
    destination: JSON.stringify(attempt.destination),
    locale: attempt.locale,
    number: attempt.number,
    codeKind: code.kind,
    codeLength: code.length,
    maxTries: attempt.maxTries,
    sets: writeSets([set]),
    until: set.until,
    about: attempt.about && JSON.stringify(attempt.about),
  }
}
