/** Charging: all budgets of a command, or none. Keys of one command differ. */
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Refusal } from '../../ports/records.ts'
import type { ArtifactDraft, Charge } from '../../ports/written.ts'
import { addHit, hitsWithin, longestWindow, retryAtOf, takeBackHit } from '../sql/budget.ts'
import type { Transaction } from './transaction.ts'

interface Charging {
  readonly tenant: Id<'tenant'>
  readonly now: Instant
  readonly charges: readonly Charge[]
  readonly proof?: ArtifactDraft
}

/** Why the command may not go ahead, `undefined` when it may. Changes nothing. */
export function findRefusal(tx: Transaction, charging: Charging): Refusal | undefined {
  return findLimit(tx, charging) ?? findWantedProof(tx, charging)
}

/** The first spent budget, and when all of them will have room again. */
export function findLimit(tx: Transaction, { tenant, now, charges }: Charging): Refusal | undefined {
  let key: string | undefined
  let retryAt = now
  for (const charge of charges) {
    const free = retryAtOf(tx.budget(tenant, charge.key).hits, charge, now)
    if (free === undefined) continue
    key ??= charge.key
    if (free > retryAt) retryAt = free
  }
  return key === undefined ? undefined : { kind: 'limited', key, retryAt }
}

export function chargeAll(tx: Transaction, { tenant, now, charges }: Charging): void {
  for (const charge of charges) {
    const budget = tx.budget(tenant, charge.key)
    addHit(budget.hits, charge, now)
    budget.expiresAt = Math.max(budget.expiresAt, now + longestWindow(charge))
    budget.changed = true
  }
}

export function giveBack(tx: Transaction, { tenant, charges }: Charging): void {
  for (const charge of charges) {
    const budget = tx.budget(tenant, charge.key)
    takeBackHit(budget.hits)
    budget.changed = true
  }
}

function findWantedProof(tx: Transaction, { tenant, now, charges, proof }: Charging): Refusal | undefined {
  const wanting = charges.find(
    (charge) =>
      charge.proofFrom !== undefined &&
      hitsWithin(tx.budget(tenant, charge.key).hits, longestWindow(charge), now) >= charge.proofFrom,
  )
  if (!proof) return wanting && { kind: 'proof-needed', key: wanting.key }
  if (!isPresent(tx, tenant, proof, now)) return undefined
  return { kind: 'proof-needed', key: (wanting ?? charges.find((charge) => charge.proofFrom !== undefined))?.key ?? '' }
}

function isPresent(tx: Transaction, tenant: Id<'tenant'>, proof: ArtifactDraft, now: Instant): boolean {
  const sql = 'SELECT 1 AS present FROM postern_artifacts WHERE tenant = ? AND kind = ? AND id = ? AND expires_at > ?'
  return tx.first(sql, tenant, proof.kind, proof.id, now) !== undefined
}
