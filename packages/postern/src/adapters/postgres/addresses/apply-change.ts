/** What a change of addresses does to its rows, in two routines: whether it may, which locks them, and the doing. */
import type { AddressChange } from '../../../ports/addresses.ts'
import { artifactCall } from '../budgets.ts'
import type { Routine } from '../routine.ts'

/** `undefined` members vanish in JSON and arrive as NULL. */
export function changeCall({ record, ...change }: AddressChange): object {
  return record ? { ...change, record: artifactCall(record) } : change
}

export const addressRoutines: readonly Routine[] = [
  {
    // `taken` where the new address is somebody else's, `full` where she would have more than she may, `changed` where
    // the primary one would not be hers, else `fine`.
    name: 'judge_addresses',
    text: `(of_tenant text, moment bigint, of_user text, change jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE there record; others integer;
BEGIN
PERFORM 1 FROM postern_addresses d WHERE d.tenant = of_tenant
  AND d.key IN (change->'add'->>'key', change->'primary'->>'key') ORDER BY d.key FOR UPDATE;
IF change->'add' IS NOT NULL THEN
  SELECT d.user_id, d.reserved_until INTO there FROM postern_addresses d
  WHERE d.tenant = of_tenant AND d.key = change->'add'->>'key';
  IF FOUND AND there.user_id <> of_user AND coalesce(there.reserved_until > moment, true) THEN RETURN 'taken'; END IF;
  IF change->'most' IS NOT NULL THEN
    SELECT count(*) INTO others FROM postern_addresses d WHERE d.tenant = of_tenant AND d.user_id = of_user
      AND (d.reserved_until IS NULL OR coalesce(change->'restore' ? d.key, false)) AND d.key <> change->'add'->>'key'
      AND NOT coalesce(change->'giveUp'->'keys' ? d.key, false) AND NOT coalesce(change->'drop' ? d.key, false);
    IF others >= (change->>'most')::integer THEN RETURN 'full'; END IF;
  END IF;
END IF;
IF change->'primary' IS NOT NULL AND change->'primary'->>'key' IS DISTINCT FROM change->'add'->>'key' THEN
  PERFORM 1 FROM postern_addresses d WHERE d.tenant = of_tenant AND d.key = change->'primary'->>'key'
    AND d.user_id = of_user
    AND (d.reserved_until IS NULL OR coalesce(change->'restore' ? (change->'primary'->>'key'), false));
  IF NOT FOUND THEN RETURN 'changed'; END IF;
END IF;
RETURN 'fine';
END $$`,
  },
  {
    // Answers whether the new address could be had: two users may prove one at the same moment.
    name: 'add_address',
    text: `(of_tenant text, moment bigint, of_user text, added jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
INSERT INTO postern_addresses AS d (tenant, key, address, user_id, proved_at)
VALUES (of_tenant, added->>'key', added->>'address', of_user, moment)
ON CONFLICT (tenant, key) DO UPDATE SET address = excluded.address, user_id = excluded.user_id,
  proved_at = excluded.proved_at, reserved_until = NULL
WHERE d.user_id = of_user OR d.reserved_until <= moment;
RETURN FOUND;
END $$`,
  },
  {
    // What was added or made the primary one by the same change is not lost by it.
    name: 'change_addresses',
    text: `(of_tenant text, moment bigint, of_user text, change jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE kept text[] := ARRAY[coalesce(change->'add'->>'key', ''), coalesce(change->'primary'->>'key', '')];
BEGIN
DELETE FROM postern_addresses d WHERE d.tenant = of_tenant AND d.user_id = of_user AND d.reserved_until <= moment;
UPDATE postern_users SET email = coalesce(change->'primary'->>'address', email), version = version + 1
WHERE tenant = of_tenant AND id = of_user;
UPDATE postern_addresses SET reserved_until = NULL WHERE tenant = of_tenant AND user_id = of_user
  AND key IN (SELECT jsonb_array_elements_text(coalesce(change->'restore', '[]')));
UPDATE postern_addresses SET reserved_until = (change->'giveUp'->>'until')::bigint
WHERE tenant = of_tenant AND user_id = of_user
  AND key IN (SELECT jsonb_array_elements_text(coalesce(change->'giveUp'->'keys', '[]')))
  AND array_position(kept, key) IS NULL;
DELETE FROM postern_addresses WHERE tenant = of_tenant AND user_id = of_user
  AND key IN (SELECT jsonb_array_elements_text(coalesce(change->'drop', '[]')))
  AND array_position(kept, key) IS NULL;
IF change->'record' IS NOT NULL THEN
  PERFORM {put_artifact}(of_tenant, moment, change->'record');
END IF;
END $$`,
  },
]
