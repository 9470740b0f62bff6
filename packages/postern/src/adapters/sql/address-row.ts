import type { Instant } from '../../domain/instant.ts'
import type { OwnAddress } from '../../domain/user.ts'
import type { Row } from './row.ts'

/** The columns of an address in a statement that calls the table `d`. */
export const addressColumns =
  'd.key AS d_key, d.address AS d_address, d.proved_at AS d_proved, d.reserved_until AS d_reserved'

export function readAddress(row: Row): OwnAddress {
  const reservedUntil = row[3] as Instant | null
  const provedAt = row[2] as Instant
  const address = { key: row[0] as string, address: row[1] as string, ...(provedAt > 0 && { provedAt }) }
  return reservedUntil === null ? address : { ...address, reservedUntil }
}
