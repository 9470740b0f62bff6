/**
 * The secret of an installation as deployments change it: a new key is read everywhere before any node makes with it, then
 * it makes, and the old one goes when nothing that was made with it is needed. Three stages for each change.
 */
import { createVault } from '../../src/adapters/vault/vault.ts'
import { hours } from '../../src/domain/instant.ts'
import type { Vault } from '../../src/ports/vault.ts'
import type { Model } from './model.ts'
import type { Random } from './random.ts'

/** More than a seed comes to. */
const keyCount = 100
const keep = hours(1)
const keys = Array.from({ length: keyCount }, (_, at) => `key ${at} of the simulation, long enough to be one`)

function ringAt(stage: number): readonly string[] {
  const key = Math.floor(stage / 3)
  const pairs = [[key], [key, key + 1], [key + 1, key]] as const
  return (pairs[stage % 3] ?? [key]).map((at) => keys[at] ?? '')
}

export interface Rings {
  /** What a node of this stage has. */
  vaultAt(stage: number): Vault
  /** Reads what any key made. Nodes have no such thing. */
  readonly auditor: Vault
}

export function createRings(random: Random, seeing: (vault: Vault) => Vault): Rings {
  const source = { random: (count: number): Uint8Array => random.bytes(count) }
  const made = new Map<number, Vault>()
  const make = (stage: number): Vault => {
    const vault = seeing(createVault(ringAt(stage), source))
    made.set(stage, vault)
    return vault
  }
  return { vaultAt: (stage) => made.get(stage) ?? make(stage), auditor: createVault(keys, source) }
}

/** When the last node had come to a stage, those that leave included. */
export type Reached = Map<number, number>

export function noteReached(reached: Reached, stages: readonly number[], now: number): void {
  for (let stage = Math.min(...stages); stage >= 0 && !reached.has(stage); stage--) reached.set(stage, now)
}

/** Whether a deployment that knows the rules goes on to this stage. */
export function mayReach(stage: number, reached: Reached, { queued, messages }: Model, now: number): boolean {
  const since = reached.get(stage - 1)
  if (since === undefined || stage >= keyCount * 3 - 3) return false
  if (stage % 3 !== 0) return true
  const waits = [...queued].some((id) => (messages.get(id)?.postedAt ?? 0) <= since)
  return now >= since + keep && !waits
}
