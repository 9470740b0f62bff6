/** What a change of addresses does to its rows. Whether it may is asked first: a transaction is shared and has no way back. */
import type { Id } from '../../../domain/id.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { AddressChange } from '../../../ports/addresses.ts'
import type { Transaction } from '../transaction.ts'
import { writeArtifact } from '../write-artifact.ts'

export interface ChangingAddresses {
  readonly tenant: Id<'tenant'>
  readonly now: Instant
  readonly user: Id<'user'>
  readonly change: AddressChange
}

/**
 * `taken` where the new address is somebody else's, `full` where she would have more than she may, `changed` where the
 * primary one would not be hers.
 */
export function judgeChange(tx: Transaction, input: ChangingAddresses): 'fine' | 'taken' | 'full' | 'changed' {
  const { user, change, now } = input
  const { add, primary, restore = [] } = change
  if (add) {
    const there = ownerOf(tx, input, add.key)
    if (there && there.user !== user && !(there.reservedUntil !== null && there.reservedUntil <= now)) return 'taken'
    if (change.most !== undefined && othersOf(tx, input) >= change.most) return 'full'
  }
  if (!primary || primary.key === add?.key) return 'fine'
  const there = ownerOf(tx, input, primary.key)
  const isHers = there?.user === user && (there.reservedUntil === null || restore.includes(primary.key))
  return isHers ? 'fine' : 'changed'
}

/** Changes the user's version with them. `false` where she is no longer as she was seen; nothing is changed then. */
export function applyChange(tx: Transaction, input: ChangingAddresses, version: number): boolean {
  const { tenant, now, user, change } = input
  const changes = tx.change(
    `UPDATE postern_users SET email = coalesce(?, email), version = version + 1
WHERE tenant = ? AND id = ? AND version = ? AND status <> 'removed'`,
    change.primary?.address ?? null,
    tenant,
    user,
    version,
  )
  if (changes !== 1) return false
  forgetLapsed(tx, input)
  if (change.add) add(tx, input, change.add)
  for (const key of change.restore ?? []) reserve(tx, input, key, null)
  for (const key of lost(change, change.giveUp?.keys)) reserve(tx, input, key, change.giveUp?.until ?? null)
  for (const key of lost(change, change.drop)) {
    tx.change('DELETE FROM postern_addresses WHERE tenant = ? AND key = ? AND user_id = ?', tenant, key, user)
  }
  if (change.record) writeArtifact(tx, tenant, now, change.record)
  return true
}

function ownerOf(
  tx: Transaction,
  { tenant }: ChangingAddresses,
  key: string,
): { readonly user: string; readonly reservedUntil: number | null } | undefined {
  const row = tx.first(
    'SELECT user_id, reserved_until FROM postern_addresses WHERE tenant = ? AND key = ?',
    tenant,
    key,
  )
  return row && { user: row[0] as string, reservedUntil: row[1] as number | null }
}

/** How many addresses she will have beside the new one. */
function othersOf(tx: Transaction, { tenant, user, change }: ChangingAddresses): number {
  const { add, restore = [], giveUp, drop = [] } = change
  const row = tx.first(
    `SELECT count(*) AS others FROM postern_addresses d INDEXED BY postern_addresses_of_user
WHERE d.tenant = ? AND d.user_id = ? AND (d.reserved_until IS NULL OR d.key IN (SELECT value FROM json_each(?)))
AND d.key NOT IN (SELECT value FROM json_each(?))`,
    tenant,
    user,
    JSON.stringify(restore),
    JSON.stringify([add?.key ?? '', ...(giveUp?.keys ?? []), ...drop]),
  )
  return Number(row?.[0])
}

/** What she gave up and nobody took since is nobody's now. */
function forgetLapsed(tx: Transaction, { tenant, user, now }: ChangingAddresses): void {
  const rows = tx.all(
    `SELECT d.key FROM postern_addresses d INDEXED BY postern_addresses_of_user
WHERE d.tenant = ? AND d.user_id = ? AND d.reserved_until <= ?`,
    tenant,
    user,
    now,
  )
  for (const [key = null] of rows) tx.change('DELETE FROM postern_addresses WHERE tenant = ? AND key = ?', tenant, key)
}

function add(
  tx: Transaction,
  { tenant, user, now }: ChangingAddresses,
  { key, address }: { key: string; address: string },
): void {
  tx.change(
    `INSERT INTO postern_addresses (tenant, key, address, user_id, proved_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (tenant, key) DO UPDATE
SET address = excluded.address, user_id = excluded.user_id, proved_at = excluded.proved_at, reserved_until = NULL`,
    tenant,
    key,
    address,
    user,
    now,
  )
}

/** What was added or made the primary one by the same change is not lost by it. */
function lost({ add, primary }: AddressChange, keys: readonly string[] = []): readonly string[] {
  return keys.filter((key) => key !== add?.key && key !== primary?.key)
}

function reserve(tx: Transaction, { tenant, user }: ChangingAddresses, key: string, until: Instant | null): void {
  tx.change(
    'UPDATE postern_addresses SET reserved_until = ? WHERE tenant = ? AND key = ? AND user_id = ?',
    until,
    tenant,
    key,
    user,
  )
}
