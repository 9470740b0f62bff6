/** The most careful command: it looks first, spends the attempt with one conditional update, and only then acts. */
import type { User } from '../../../domain/user.ts'
import type { SignInEffect } from '../../../ports/records.ts'
import type { Store } from '../../../ports/store.ts'
import { expressionsOf, type Row, writeAsked, writeHash, writeWords } from '../../sql/row.ts'
import { writeHashes } from '../../sql/secret-sets.ts'
import type { In, Out } from '../../sql/step.ts'
import { readUser, userColumns } from '../../sql/user-row.ts'
import { alsoCall } from '../also.ts'
import { artifactCall, chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { amongHeld, attemptsOfAskers, attemptsOfCalls, lockAttempts, lockPeople, lockRows, sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'
import { lockFirstProofs } from './prove-first.ts'

type Redeem = Store['attempts']['redeem']
type Answer = { readonly kind: 'changed' } | { readonly kind: 'done'; readonly user: Row; readonly sequence: number }

/**
 * The user is held, so that a ban and a sign-in never pass each other. So is an address without one: the later of two
 * first proofs finds its row and looks again.
 */
const spend = `
SELECT a.application, a.address, a.address_key, d.user_id INTO found_attempt FROM postern_attempts a
LEFT JOIN postern_addresses d ON d.tenant = a.tenant AND d.key = a.address_key
  AND (d.reserved_until IS NULL OR d.reserved_until > c.now)
WHERE a.tenant = c.tenant AND a.id = c.id;
IF NOT FOUND THEN CONTINUE; END IF;
IF c.create THEN
  IF c."user" = '' OR found_attempt.user_id IS NOT NULL OR c."userVersion" IS NOT NULL THEN CONTINUE; END IF;
  INSERT INTO postern_addresses AS d (tenant, key, address, user_id, proved_at)
  VALUES (c.tenant, found_attempt.address_key, found_attempt.address, c."user",
    CASE WHEN c.unproved THEN 0 ELSE c.now END)
  ON CONFLICT (tenant, key) DO UPDATE SET address = excluded.address, user_id = excluded.user_id,
    proved_at = excluded.proved_at, reserved_until = NULL
  WHERE d.reserved_until <= c.now;
  IF NOT FOUND THEN CONTINUE; END IF;
ELSE
  PERFORM 1 FROM postern_users u WHERE u.tenant = c.tenant AND u.id = c."user" AND u.id = found_attempt.user_id
    AND u.version = c."userVersion";
  IF NOT FOUND THEN CONTINUE; END IF;
END IF;
unchanged := true;
IF c.document IS NOT NULL THEN
  PERFORM 1 FROM postern_documents o WHERE o.tenant = c.tenant AND o.kind = c.document->>'kind'
    AND o.id = c.document->>'id' AND o.version = (c.document->>'version')::integer;
  unchanged := FOUND;
END IF;
UPDATE postern_attempts SET state = 'completed', version = version + 1, finish = c.finish,
  cancels = coalesce(c.cancels, cancels)
WHERE tenant = c.tenant AND id = c.id AND version = c.version AND ${stateIs('open', 'approved')} AND expires_at > c.now
  AND unchanged;
IF NOT FOUND THEN
  IF c.create THEN
    DELETE FROM postern_addresses WHERE tenant = c.tenant AND key = found_attempt.address_key AND user_id = c."user";
  END IF;
  CONTINUE;
END IF;`

const createUser = `
IF c.create THEN
  INSERT INTO postern_users (tenant, id, email, status, factors, locale, created_at, version, name, data)
  VALUES (c.tenant, c."user", found_attempt.address, 'active', '', c.locale, c.now, 1, c.name, c.data);
END IF;
IF c."firstProof" IS NOT NULL THEN
  PERFORM {prove_first}(c.tenant, c.now, c."user", c."firstProof", '');
END IF;
IF c.register OR c.roles IS NOT NULL THEN
  INSERT INTO postern_registrations AS r (tenant, user_id, application, roles, created_at)
  VALUES (c.tenant, c."user", c.application, coalesce(c.roles, ''), c.now)
  ON CONFLICT (tenant, user_id, application) DO UPDATE SET roles = excluded.roles WHERE c.roles IS NOT NULL;
END IF;
IF c.document IS NOT NULL THEN
  UPDATE postern_documents SET version = version + 1, json = c.document->>'json', changed_at = c.now
  WHERE tenant = c.tenant AND kind = c.document->>'kind' AND id = c.document->>'id';
  INSERT INTO postern_document_history (tenant, kind, id, version, json, changed_at)
  VALUES (c.tenant, c.document->>'kind', c.document->>'id', (c.document->>'version')::integer + 1,
    c.document->>'json', c.now);
END IF;`

const createSession = `
IF c.replaces IS NOT NULL THEN
  DELETE FROM postern_sessions WHERE tenant = c.tenant AND id = c.replaces;
END IF;
INSERT INTO postern_sessions (tenant, id, application, user_id, hash, attempt, browser, methods, asked, created_at,
  seen_at, idle_until, expires_at)
VALUES (c.tenant, c.session, c.application, c."user", c."sessionHash", c.id, c.browser, c.methods, c.asked, c.now, c.now,
  c."idleUntil", c."expiresAt");
IF c.family IS NOT NULL THEN
  INSERT INTO postern_families (tenant, id, session, user_id, application, hash, rotated_at, created_at, expires_at)
  VALUES (c.tenant, c.family->>'id', c.session, c."user", c.application, c.family->>'hash', c.now, c.now,
    (c.family->>'expiresAt')::bigint);
END IF;
-- Other users' rows stay: an id alone must not make the browser a stranger to them.
INSERT INTO postern_known_browsers (tenant, browser, user_id, hash, expires_at, seen_at)
SELECT c.tenant, c.browser, c."user", c."browserHash", c."browserUntil", c.now WHERE c."browserUntil" > c.now
ON CONFLICT (tenant, browser, user_id) DO UPDATE
SET hash = excluded.hash, expires_at = excluded.expires_at, seen_at = excluded.seen_at;`

/** The renewed binding's open attempts for the same address and application end, the others follow it. */
const rebind = `
IF c.rebind IS NOT NULL THEN
  UPDATE postern_attempts SET state = 'cancelled', version = version + 1
  WHERE tenant = c.tenant AND asker_id = c.rebind->>'from' AND state IN ('open', 'approved')
    AND asker_hash = c.rebind->>'fromHash' AND application = found_attempt.application
    AND address_key = found_attempt.address_key AND ${amongHeld};
  UPDATE postern_attempts SET asker_id = c.rebind->>'to', asker_hash = c.rebind->>'toHash', version = version + 1
  WHERE tenant = c.tenant AND asker_id = c.rebind->>'from' AND state IN ('open', 'approved')
    AND asker_hash = c.rebind->>'fromHash' AND ${amongHeld};
END IF;`

const user = `(SELECT jsonb_build_array(${expressionsOf(userColumns)}) FROM postern_users u
  WHERE u.tenant = c.tenant AND u.id = c."user")`

const people = `SELECT l."user" AS who FROM jsonb_to_recordset(calls) AS l ("user" text, "create" boolean)
    WHERE NOT l."create"
  UNION ALL SELECT a.address_key FROM jsonb_to_recordset(calls) AS l (tenant text, id text, "create" boolean), LATERAL (
    SELECT n.address_key FROM postern_attempts n WHERE n.tenant = l.tenant AND n.id = l.id OFFSET 0) a
    WHERE l."create"`

const replaced = `SELECT l.tenant, l.replaces AS id FROM jsonb_to_recordset(calls) AS l (tenant text, replaces text)
  WHERE l.replaces IS NOT NULL`

const accepted = `SELECT l.tenant, l.document->>'kind' AS kind, l.document->>'id' AS id
  FROM jsonb_to_recordset(calls) AS l (tenant text, document jsonb) WHERE l.document IS NOT NULL`

const lockDocuments = `
IF EXISTS (${accepted}) THEN
  ${lockRows('documents', ['kind', 'id'], accepted)}
END IF;`

/** Where each browser has only the one open that it redeems, and holds no session, they are taken with the calls. */
const lockAll = `
IF EXISTS (${replaced}) OR EXISTS (SELECT 1 FROM jsonb_to_recordset(calls) AS l (tenant text, id text, rebind jsonb), LATERAL (
  SELECT n.id FROM postern_attempts n
  WHERE n.tenant = l.tenant AND n.asker_id = l.rebind->>'from' AND n.state IN ('open', 'approved') OFFSET 0) o
  WHERE o.id <> l.id) THEN
  ${lockAttempts(`${attemptsOfCalls}
    UNION ALL ${attemptsOfAskers('rebind jsonb', `l.rebind->>'from'`)}`)}
  ${lockRows('sessions', ['id'], replaced)}
END IF;`

export const redeem: Command<In<Redeem>, Out<Redeem>> = act({
  name: 'redeem',
  fields: `tenant text, now bigint, id text, version integer, "userVersion" integer, "create" boolean, locale text,
    name text, data text, unproved boolean, "firstProof" text, "user" text, register boolean, replaces text, application text, session text, "sessionHash" text, methods text,
    asked text, "idleUntil" bigint, "expiresAt" bigint, browser text, "browserHash" text, "browserUntil" bigint,
    rebind jsonb, finish text, cancels text, charges jsonb, artifact jsonb, family jsonb, roles text, document jsonb,
    also jsonb`,
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  declare: 'found_attempt record; unchanged boolean;',
  before: `PERFORM {lock_budgets}(calls);
${lockPeople(people)}
${lockDocuments}
${lockAll}
${lockFirstProofs}`,
  body: `
${spend}
${createUser}
${createSession}
${rebind}
IF c.charges <> '[]' THEN
  PERFORM {give_back}(c.tenant, c.charges);
END IF;
IF c.artifact IS NOT NULL THEN
  PERFORM {put_artifact}(c.tenant, c.now, c.artifact);
END IF;
answer := jsonb_build_object('kind', 'done', 'sequence', {also}(c.tenant, c.now, c.also), 'user', ${user});`,
  encode: ({ tenant, now, id, version, userVersion, effect, also }) => ({
    tenant,
    now,
    id,
    version,
    userVersion,
    ...effectCall(id, now, effect),
    also: alsoCall(also),
  }),
  decode(answer: Answer | undefined, { tenant }) {
    if (answer?.kind !== 'done') return { kind: 'changed' }
    return { kind: 'done', user: readUser(tenant, answer.user, 0) as User, sequence: answer.sequence }
  },
})

function effectCall(id: string, now: number, effect: SignInEffect): object {
  const { newUser, user, session, browser, rebind, finish } = effect
  return {
    // Somebody else's id for the new account is no account at all.
    create: newUser !== undefined,
    user: newUser && newUser.id !== user ? '' : user,
    locale: newUser?.locale,
    name: newUser?.name,
    unproved: newUser?.unproved,
    firstProof: effect.firstProof,
    data: newUser?.data && JSON.stringify(newUser.data),
    roles: effect.roles && writeWords(effect.roles),
    document: effect.document,
    register: effect.register,
    replaces: effect.replaces,
    application: session.application,
    session: session.id,
    sessionHash: writeHash(session.hash),
    methods: writeWords(session.methods),
    asked: writeAsked(session.asked),
    idleUntil: session.idleUntil,
    expiresAt: session.expiresAt,
    browser: browser.id,
    browserHash: writeHash(browser.hash),
    browserUntil: browser.until,
    rebind: rebind && {
      from: rebind.from,
      fromHash: writeHash(rebind.fromHash),
      to: rebind.to,
      toHash: writeHash(rebind.toHash),
    },
    finish: JSON.stringify({
      at: now,
      by: finish.by,
      session: session.id,
      user,
      browser: browser.id,
      asked: finish.asked,
    }),
    cancels: effect.cancels && writeHashes(effect.cancels),
    charges: chargeCalls(effect.giveBack),
    artifact: artifactCall(effect.artifact),
    family: effect.family && { ...effect.family, hash: writeHash(effect.family.hash) },
  }
}
