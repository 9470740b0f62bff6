/**
 * What commands lock, and in which order. Two batches that share rows take them in the same order, so one may wait for
 * the other, and never both. The order, and within each kind that of the keys:
 *
 * 1. the mark of time, where a batch writes it: before its routine, and by that statement alone
 * 2. the events of a tenant (shared; whoever seals has them alone)
 * 3. budgets
 * 4. people: who is signed in, changed, made or suppressed
 * 5. documents that a person's act changes
 * 6. attempts
 * 7. messages
 * 8. sessions, then what hangs from them
 * 9. artifacts
 * 10. the document that settings raise, after all others of its batch
 *
 * A routine whose calls, one after the other, would leave this order takes what it needs before the first one. Rows that
 * hang from a person (user, addresses, registrations, known browsers, suppressions) are written under her lock alone, so
 * they need no place of their own; nor do rows whose id is new. What a scan finds is locked first and then changed as far
 * as it was locked: another batch may have added to it meanwhile, and may hold that. Chores that can do without a row
 * (claim, release, sweep) skip what is locked and wait for nobody. The ending of everything, and the erasing of a tenant, go
 * through each table by its key, against people and settlements if need be: they are run so seldom that being tried again
 * is good enough for them.
 */

/** What the locks below need to be declared. */
export const lockedFirst: string = `locked record; held text[] := '{}';`

const eventLock = 1_886_352_244
const hadLock = 'PT001'
const personLock = 1_886_352_246

/** An order of calls that is also that of the keys: tables sort by bytes, and not by the language of the database. */
export const sortedBy = (...texts: readonly string[]): string => texts.map((text) => `(${text}) COLLATE "C"`).join(', ')

/**
 * Whoever writes events holds this lock, shared, from before it draws their numbers until its commit. Sealing takes it
 * alone for a moment: then nobody can still commit a number below one that was seen before.
 */
export const holdEvents = (tenant: string): string =>
  `PERFORM pg_advisory_xact_lock_shared(${eventLock}, hashtext(${tenant}));`

/**
 * The lock goes with its block as soon as it was had, so that whoever waits for one tenant holds up no other. `late` says
 * whether a writer kept it for longer than one waits.
 */
export const waitForEvents = (tenant: string): string => `BEGIN
  PERFORM pg_advisory_xact_lock(${eventLock}, hashtext(${tenant}));
  RAISE EXCEPTION USING ERRCODE = '${hadLock}';
EXCEPTION
  WHEN SQLSTATE '${hadLock}' THEN late := false;
  WHEN lock_not_available THEN late := true;
END;`

/** Whoever appends to a tenant's seals holds this lock. */
export const waitForSeals = (tenant: string): string =>
  `PERFORM pg_advisory_xact_lock(${eventLock + 1}, hashtext(${tenant}));`

/** The events of all tenants in the batch. Later would be too late: who waits to seal also holds up who comes after it. */
export const holdEventsOfBatch: string = `FOR locked IN SELECT DISTINCT hashtext(l.tenant) AS events
  FROM jsonb_to_recordset(calls) AS l (tenant text) ORDER BY 1 LOOP
  PERFORM pg_advisory_xact_lock_shared(${eventLock}, locked.events);
END LOOP;`

/**
 * `which` selects each person as `who`: a user's id, or the key of an address that is nobody's yet. Held from before her
 * row is looked at until the commit, so that a ban and a sign-in never pass each other, nor two first proofs of one
 * address. A lock of the row itself would write to it at every sign-in.
 */
export const lockPeople = (which: string): string =>
  `FOR locked IN SELECT DISTINCT hashtext(w.who) AS person FROM (${which}) w ORDER BY 1 LOOP
  PERFORM pg_advisory_xact_lock(${personLock}, locked.person);
END LOOP;`

/**
 * `which` selects tenant and key of the rows. Each is looked up by its whole key, so that no statistics can mislead. Where
 * `remembers` is set their ids are: what is changed by a scan later must be `amongHeld`.
 */
export function lockRows(
  table: 'documents' | 'sessions' | 'messages' | 'artifacts',
  key: readonly string[],
  which: string,
  remembers?: 'remembers',
): string {
  const columns = ['tenant', ...key]
  const wanted = columns.map((column) => `w.${column} COLLATE "C" AS ${column}`).join(', ')
  const same = columns.map((column) => `r.${column} = locked.${column}`).join(' AND ')
  return `FOR locked IN SELECT DISTINCT ${wanted} FROM (${which}) w ORDER BY ${columns.map((_, at) => at + 1).join(', ')} LOOP
  PERFORM 1 FROM postern_${table} r WHERE ${same} FOR UPDATE;${remembers ? '\n  held := held || locked.id;' : ''}
END LOOP;`
}

/** The same for attempts, whose ids are remembered: what is changed by a scan later must be `amongHeld`. */
export function lockAttempts(which: string): string {
  return `FOR locked IN SELECT DISTINCT w.tenant COLLATE "C" AS tenant, w.id COLLATE "C" AS id FROM (${which}) w ORDER BY 1, 2 LOOP
  PERFORM 1 FROM postern_attempts a WHERE a.tenant = locked.tenant AND a.id = locked.id FOR UPDATE;
  held := held || locked.id;
END LOOP;`
}

/** No condition that an index could serve: rows are found by their asker. */
export const amongHeld = 'array_position(held, id) IS NOT NULL'

export const attemptsOfCalls = 'SELECT l.tenant, l.id FROM jsonb_to_recordset(calls) AS l (tenant text, id text)'

/** The open attempts of askers that the calls name. OFFSET 0 keeps the look-up from being turned around. */
export function attemptsOfAskers(fields: string, asker: string): string {
  return `SELECT l.tenant, o.id FROM jsonb_to_recordset(calls) AS l (tenant text, ${fields}), LATERAL (
  SELECT n.id FROM postern_attempts n
  WHERE n.tenant = l.tenant AND n.asker_id = ${asker} AND n.state IN ('open', 'approved') OFFSET 0) o`
}

/** The artifacts of groups that the calls name. */
export function artifactsOfGroups(field: string, group: string): string {
  return `SELECT l.tenant, o.kind, o.id FROM jsonb_to_recordset(calls) AS l (tenant text, ${field}), LATERAL (
  SELECT n.kind, n.id FROM postern_artifacts n WHERE n.tenant = l.tenant AND n.group_id = ${group} OFFSET 0) o`
}
