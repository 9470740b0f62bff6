/** What ends with a user, for a call `c` that names tenant, id and now, behind the lock that waits for her. */

/** Families of refresh tokens die with their session. */
export const endSessions = `DELETE FROM postern_artifacts WHERE tenant = c.tenant AND group_id IN (
  SELECT s.id FROM postern_sessions s WHERE s.tenant = c.tenant AND s.user_id = c.id);
DELETE FROM postern_sessions WHERE tenant = c.tenant AND user_id = c.id;`

/** Locked in the order of their ids, as every batch takes them. What is due lies in an index of its own. */
export const dropMails = `PERFORM 1 FROM postern_messages m
WHERE m.tenant = c.tenant AND m.state = 'queued' AND m.due_at >= 0 AND m.address_key IN (
  SELECT d.key FROM postern_addresses d WHERE d.tenant = c.tenant AND d.user_id = c.id) ORDER BY m.id FOR UPDATE;
UPDATE postern_messages SET state = 'dropped', sealed = NULL, reason = 'revoked', lease_until = c.now
WHERE tenant = c.tenant AND state = 'queued' AND due_at >= 0 AND address_key IN (
  SELECT d.key FROM postern_addresses d WHERE d.tenant = c.tenant AND d.user_id = c.id);`
