/** What rests on how a user was seen looks again. A call that saw her otherwise ends here. */
export const raiseVersion = `UPDATE postern_users SET version = version + 1
WHERE tenant = c.tenant AND id = c."user" AND version = c.version AND status <> 'removed';
IF NOT FOUND THEN CONTINUE; END IF;`

export const people = 'SELECT l."user" AS who FROM jsonb_to_recordset(calls) AS l ("user" text)'
