/** The attempt that this tab waits for, so that a reload goes on waiting. It holds no secret: an attempt's id proves nothing. */
import type { Sent } from '../types.ts'

export interface KeptAttempt {
  readonly email: string
  readonly sent: Sent
  /** How far this device's clock is behind the server's, in milliseconds. */
  readonly skew: number
}

const key = 'postern.attempt'
/** Deliveries may make an attempt live longer than was promised, and an expired one is worth saying so, in milliseconds. */
const patience = 600_000

export function recallAttempt(): KeptAttempt | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as KeptAttempt | null
    return kept && Date.parse(kept.sent.expiresAt) + patience > Date.now() + kept.skew ? kept : undefined
  } catch {
    return undefined
  }
}

export function keepAttempt(attempt: KeptAttempt | undefined): void {
  try {
    if (attempt) sessionStorage.setItem(key, JSON.stringify(attempt))
    else sessionStorage.removeItem(key)
  } catch {
    // A browser without storage forgets at a reload, and nothing else.
  }
}
