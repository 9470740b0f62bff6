import type { AdoptedUser } from '../../../ports/records.ts'
import type { Store } from '../../../ports/store.ts'
import { writeWords } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { eventCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { lockPeople } from '../locks.ts'

type Adopt = Store['users']['adopt']

/** Who is nobody's yet is locked by id and address: of her first proof and her taking over, one comes second. */
const everybody = `SELECT p.who FROM jsonb_to_recordset(calls) AS l (users jsonb),
  LATERAL (SELECT unnest(ARRAY[x.id, x.key]) AS who FROM jsonb_to_recordset(l.users) AS x (id text, key text)) p`

const write = `
INSERT INTO postern_addresses AS d (tenant, key, address, user_id, proved_at)
VALUES (c.tenant, u.key, u.address, u.id, coalesce(u."provedAt", 0)) ON CONFLICT (tenant, key) DO UPDATE
SET address = excluded.address, user_id = excluded.user_id, proved_at = excluded.proved_at, reserved_until = NULL
WHERE d.reserved_until <= c.now;
IF NOT FOUND THEN
  SELECT user_id INTO owner FROM postern_addresses WHERE tenant = c.tenant AND key = u.key;
  verdict := 'address-taken';
ELSE
  INSERT INTO postern_users (tenant, id, email, status, factors, locale, created_at, version, name, data)
  VALUES (c.tenant, u.id, u.address, u.status, '', u.locale, u."createdAt", 1, u.name, u.data) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    DELETE FROM postern_addresses WHERE tenant = c.tenant AND key = u.key AND user_id = u.id;
    verdict := 'id-taken';
  ELSE
    IF c.application IS NOT NULL THEN
      INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at)
      VALUES (c.tenant, u.id, c.application, u.roles, u."createdAt");
    END IF;
    PERFORM {also}(c.tenant, c.now, jsonb_build_object('events', jsonb_build_array(u.event), 'messages', '[]'::jsonb));
  END IF;
END IF;`

export const adopt: Command<In<Adopt>, Out<Adopt>> = act({
  name: 'adopt_users',
  fields: 'tenant text, now bigint, application text, users jsonb, "dryRun" boolean',
  writesEvents: true,
  before: lockPeople(everybody),
  declare: 'u record; owner text; verdict text;',
  body: `
answer := '[]';
FOR u IN SELECT * FROM jsonb_to_recordset(c.users) AS x (id text, key text, address text, status text, name text,
  locale text, data text, roles text, "createdAt" bigint, "provedAt" bigint, event jsonb) LOOP
  SELECT user_id INTO owner FROM postern_addresses WHERE tenant = c.tenant AND key = u.key
    AND (reserved_until IS NULL OR reserved_until > c.now);
  verdict := CASE WHEN owner = u.id THEN 'present' WHEN owner IS NOT NULL THEN 'address-taken' ELSE 'adopted' END;
  IF owner IS NULL THEN
    PERFORM 1 FROM postern_users WHERE tenant = c.tenant AND id = u.id;
    IF FOUND THEN verdict := 'id-taken'; END IF;
  END IF;
  IF verdict = 'adopted' AND NOT c."dryRun" THEN ${write}
  END IF;
  answer := answer || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('kind', verdict,
    'by', CASE verdict WHEN 'address-taken' THEN owner END)));
END LOOP;`,
  encode: ({ users, ...call }) => ({ ...call, users: users.map(userCall) }),
  decode: (answer: Out<Adopt>) => answer,
})

function userCall({ address, roles, data, event, ...user }: AdoptedUser): object {
  return {
    ...user,
    key: address.key,
    address: address.address,
    roles: writeWords(roles),
    data: data && JSON.stringify(data),
    event: eventCall(event),
  }
}
