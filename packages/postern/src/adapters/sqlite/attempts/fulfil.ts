/** Spends an attempt of somebody who is signed in. All is looked at first, as a transaction is shared and has no way back. */
import type { Finish } from '../../../domain/attempt.ts'
import type { Store } from '../../../ports/store.ts'
import { writeHash } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { applyChange, judgeChange } from '../addresses/apply-change.ts'
import { giveBack } from '../charges.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { proveFirst } from './prove-first.ts'

type Fulfil = Store['attempts']['fulfil']
type Input = In<Fulfil>

export function fulfil(tx: Transaction, input: Input): Out<Fulfil> {
  const { tenant, now, userVersion, effect } = input
  if (!isOpen(tx, input) || !isSignedIn(tx, input)) return { kind: 'changed' }
  if (effect.addresses) {
    const changing = { tenant, now, user: effect.user, change: effect.addresses }
    const verdict = judgeChange(tx, changing)
    if (verdict !== 'fine') return { kind: verdict }
    if (!applyChange(tx, changing, userVersion)) return { kind: 'changed' }
  }
  if (!spend(tx, input)) return { kind: 'changed' }
  if (effect.proved) prove(tx, input, effect.proved.hash)
  if (effect.firstProof !== undefined)
    proveFirst(tx, { tenant, now, id: effect.user, key: effect.firstProof, keep: effect.session })
  giveBack(tx, { tenant, now, charges: effect.giveBack })
  writeAlso(tx, input)
  return { kind: 'done' }
}

const openAttempt = `tenant = ? AND id = ? AND version = ? AND state = 'open' AND expires_at > ?`

function isOpen(tx: Transaction, { tenant, id, version, now }: Input): boolean {
  const sql = `SELECT 1 AS present FROM postern_attempts WHERE ${openAttempt}`
  return tx.first(sql, tenant, id, version, now) !== undefined
}

function isSignedIn(tx: Transaction, { tenant, now, userVersion, effect }: Input): boolean {
  const row = tx.first(
    `SELECT 1 AS present FROM postern_sessions s JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
WHERE s.tenant = ? AND s.id = ? AND s.user_id = ? AND s.idle_until > ? AND s.expires_at > ? AND u.version = ?
AND u.status = 'active'`,
    tenant,
    effect.session,
    effect.user,
    now,
    now,
    userVersion,
  )
  return row !== undefined
}

function spend(tx: Transaction, { tenant, id, version, now, effect }: Input): boolean {
  const { finish, session, user } = effect
  const finished: Finish = { at: now, by: finish.by, session, user, asked: finish.asked }
  const changes = tx.change(
    `UPDATE postern_attempts SET state = 'completed', version = version + 1, finish = ? WHERE ${openAttempt}`,
    JSON.stringify(finished),
    tenant,
    id,
    version,
    now,
  )
  return changes === 1
}

function prove(
  tx: Transaction,
  { tenant, now, effect }: Input,
  hash: Parameters<typeof writeHash>[0] | undefined,
): void {
  tx.change(
    'UPDATE postern_sessions SET proved_at = ?, hash = coalesce(?, hash) WHERE tenant = ? AND id = ?',
    now,
    hash ? writeHash(hash) : null,
    tenant,
    effect.session,
  )
}
