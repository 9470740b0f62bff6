/** Charging: all budgets of a command, or none. Keys of one command differ. */
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Refusal } from '../../ports/records.ts'
import type { ArtifactDraft, Charge } from '../../ports/written.ts'
import { addHit, longestWindow, proofUntil, retryAtOf, takeBackHit } from '../sql/budget.ts'
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
export function findLimit(tx: Transaction, charging: Charging): Refusal | undefined {
  const spent = firstSpent(tx, charging, retryAtOf)
  return spent && { kind: 'limited', ...spent }
}

interface Spent {
  readonly key: string
  readonly retryAt: Instant
}

/** The first budget that is not free now, and when all of them are. */
function firstSpent(tx: Transaction, { tenant, now, charges }: Charging, freeAt: typeof retryAtOf): Spent | undefined {
  let key: string | undefined
  let retryAt = now
  for (const charge of charges) {
    const free = freeAt(tx.budget(tenant, charge.key).hits, charge, now)
    if (free === undefined) continue
    key ??= charge.key
    if (free > retryAt) retryAt = free
  }
  return key === undefined ? undefined : { key, retryAt }
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

/** A proof that was presented before is none, whether one is wanted or not. */
function findWantedProof(tx: Transaction, charging: Charging): Refusal | undefined {
  const { tenant, now, charges, proof } = charging
  if (proof && !isPresent(tx, tenant, proof, now)) return undefined
  const wanting = firstSpent(tx, charging, proofUntil)
  if (!proof) return wanting && { kind: 'proof-needed', ...wanting }
  const key = charges.find(({ proofFrom }) => proofFrom !== undefined)?.key ?? ''
  return { kind: 'proof-needed', ...(wanting ?? { key, retryAt: now }) }
}

function isPresent(tx: Transaction, tenant: Id<'tenant'>, proof: ArtifactDraft, now: Instant): boolean {
  const sql = 'SELECT 1 AS present FROM postern_artifacts WHERE tenant = ? AND kind = ? AND id = ? AND expires_at > ?'
  return tx.first(sql, tenant, proof.kind, proof.id, now) !== undefined
}
