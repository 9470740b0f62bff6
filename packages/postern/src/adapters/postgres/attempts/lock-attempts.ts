/**
 * A batch that will change attempts of several askers or of several mails locks them all before its first call, in the
 * order of their ids: that is the order in which every other batch takes them, so two never wait for each other. Each
 * row is looked up by its whole key, so that no statistics can mislead: hence the loops, and OFFSET 0, which keeps a
 * look-up from being turned around.
 */

/** To be declared where `lockAttempts` is used. */
export const lockedAttempt: string = 'locked record;'

/** `which` selects tenant and id of the attempts. */
export function lockAttempts(which: string): string {
  return `FOR locked IN SELECT DISTINCT w.tenant COLLATE "C" AS tenant, w.id COLLATE "C" AS id FROM (${which}) w ORDER BY 1, 2 LOOP
  PERFORM 1 FROM postern_attempts a WHERE a.tenant = locked.tenant AND a.id = locked.id FOR UPDATE;
END LOOP;`
}

/** The open attempts of askers that the calls name. */
export function attemptsOfAskers(fields: string, asker: string): string {
  return `SELECT l.tenant, o.id FROM jsonb_to_recordset(calls) AS l (tenant text, ${fields}), LATERAL (
  SELECT n.id FROM postern_attempts n
  WHERE n.tenant = l.tenant AND n.asker_id = ${asker} AND n.state IN ('open', 'approved') OFFSET 0) o`
}
