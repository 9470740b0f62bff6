import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { SignInEffect } from '../../ports/records.ts'
import { writeHash } from '../sql/row.ts'
import type { Transaction } from './transaction.ts'

interface NewFamily {
  readonly tenant: Id<'tenant'>
  readonly now: Instant
  readonly family: NonNullable<SignInEffect['family']>
  readonly session: string
  readonly user: string
  readonly application: string
}

export function createFamily(tx: Transaction, input: NewFamily): void {
  const { tenant, now, family, session, user, application } = input
  tx.change(
    `INSERT INTO postern_families (tenant, id, session, user_id, application, hash, rotated_at, created_at, expires_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    tenant,
    family.id,
    session,
    user,
    application,
    writeHash(family.hash),
    now,
    now,
    family.expiresAt,
  )
}
