/** The first proof of an address that was only vouched for: whatever somebody else may have had of the account ends. */
import { lockRows } from '../locks.ts'
import type { Routine } from '../routine.ts'

const calls = 'jsonb_to_recordset(calls) AS l (tenant text, "user" text, "firstProof" text)'

const sessions = `SELECT l.tenant, o.id FROM ${calls}, LATERAL (
  SELECT n.id FROM postern_sessions n
  WHERE n.tenant = l.tenant AND n.user_id = l."user" AND l."firstProof" IS NOT NULL OFFSET 0) o`

const artifacts = `SELECT g.tenant, a.kind, a.id FROM (
    ${sessions} UNION SELECT l.tenant, l."user" FROM ${calls} WHERE l."firstProof" IS NOT NULL) g
  JOIN postern_artifacts a ON a.tenant = g.tenant AND a.group_id = g.id`

/** Sessions and artifacts that the calls of a batch end, after the attempts. */
export const lockFirstProofs: string = `
IF EXISTS (SELECT 1 FROM ${calls} WHERE l."firstProof" IS NOT NULL) THEN
  ${lockRows('sessions', ['id'], sessions)}
  ${lockRows('artifacts', ['kind', 'id'], artifacts)}
END IF;`

export const firstProofRoutine: Routine = {
  name: 'prove_first',
  text: `(of_tenant text, moment bigint, of_user text, of_key text, kept text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
UPDATE postern_users SET version = version + 1 WHERE tenant = of_tenant AND id = of_user;
UPDATE postern_addresses SET proved_at = moment WHERE tenant = of_tenant AND key = of_key;
DELETE FROM postern_addresses WHERE tenant = of_tenant AND user_id = of_user AND key <> of_key;
DELETE FROM postern_artifacts WHERE tenant = of_tenant AND group_id IN (
  SELECT s.id FROM postern_sessions s WHERE s.tenant = of_tenant AND s.user_id = of_user AND s.id <> kept);
DELETE FROM postern_sessions WHERE tenant = of_tenant AND user_id = of_user AND id <> kept;
DELETE FROM postern_known_browsers WHERE tenant = of_tenant AND user_id = of_user;
DELETE FROM postern_artifacts WHERE tenant = of_tenant AND group_id = of_user;
END $$`,
}
