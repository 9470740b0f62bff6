/** How an address stands now: whose it is, and what keeps mails from it. */
import { addressBudgets, type Charge, type EmailAddress, iso, networkBudgets, type Scope } from 'postern/kit'
import { z } from 'zod'
import type { ApiCall } from '../api-route.ts'
import { time } from '../schemas.ts'
import { hereAndNow, homeOf, reaches, reachesTenant } from './reach.ts'
import { windowOf } from './window-of.ts'

export const standingShape = z.strictObject({
  user: z.string().nullable(),
  status: z.enum(['active', 'banned', 'locked']).nullable(),
  suppressedUntil: time.nullable(),
  mailsLimitedUntil: time.nullable().describe('Known browsers have budgets of their own'),
  triesLimitedUntil: time.nullable(),
})

export type AddressStanding = z.infer<typeof standingShape>

/** `isKnown`: the key has met the address already. One of some applications learns nothing of any other. */
export async function addressStanding(at: ApiCall, address: EmailAddress, isKnown: boolean): Promise<AddressStanding> {
  const { store } = at.ports
  const here = hereAndNow(at)
  const scope = await homeOf(at)
  const [user, suppression, budgets] = await Promise.all([
    store.users.find({ ...here, address: address.key }),
    store.suppressions.find({ ...here, address: address.key }),
    scope ? budgetsOf(at, scope, address) : [],
  ])
  const met = user && (await isMet(at, user.id)) ? user : undefined
  if (!met && !isKnown && !reachesTenant(at)) return unknown
  const until = (counts: string): string | null => budgets.find((one) => one.counts === counts)?.limitedUntil ?? null
  return {
    user: met?.id ?? null,
    status: met && met.status !== 'removed' ? met.status : null,
    suppressedUntil: suppression?.until === undefined ? null : iso(suppression.until),
    mailsLimitedUntil: until('mails'),
    triesLimitedUntil: until('tries'),
  }
}

const unknown: AddressStanding = {
  user: null,
  status: null,
  suppressedUntil: null,
  mailsLimitedUntil: null,
  triesLimitedUntil: null,
}

async function isMet(at: ApiCall, user: Parameters<typeof at.ports.store.registrations.list>[0]['user']) {
  if (reachesTenant(at)) return true
  const all = await at.ports.store.registrations.list({ ...hereAndNow(at), user })
  return all.some(({ application }) => reaches(at, application))
}

const budgetState = z.strictObject({
  windows: z.array(z.strictObject({ seconds: z.int(), most: z.int(), spent: z.int() })),
  limitedUntil: time.nullable(),
})

export const budgetShape = z
  .strictObject({
    counts: z.enum(['mails', 'mails-of-tags', 'tries', 'approvals', 'invitations', 'own-mails']),
    ...budgetState.shape,
  })
  .meta({ id: 'Budget' })

export const networkBudgetShape = z
  .strictObject({
    network: z.string().describe('Such as `192.0.2.0/24`'),
    ...budgetState.shape,
    proofFrom: z.int().describe('So many mails in a window, and the next one wants a proof of work'),
  })
  .meta({ id: 'NetworkBudget' })

export type BudgetState = z.infer<typeof budgetState>
export type AddressBudgetState = z.infer<typeof budgetShape>
export type NetworkBudgetState = z.infer<typeof networkBudgetShape>

/** Every budget that bears the name of the address. */
export async function budgetsOf(at: ApiCall, scope: Scope, address: EmailAddress): Promise<AddressBudgetState[]> {
  const budgets = addressBudgets(scope, address)
  const states = await statesOf(at, budgets)
  return budgets.map(({ counts }, place) => ({ counts, ...(states[place] ?? unspent) }))
}

/** What the mails have spent that were asked for from there, from the narrowest network to the widest. */
export async function networkBudgetsOf(
  at: ApiCall,
  scope: Scope,
  networks: readonly string[],
): Promise<NetworkBudgetState[]> {
  const budgets = networkBudgets(scope, networks)
  const states = await statesOf(at, budgets)
  return budgets.map(({ network, proofFrom }, place) => ({ network, ...(states[place] ?? unspent), proofFrom }))
}

const unspent: BudgetState = { windows: [], limitedUntil: null }

/** In the order of the budgets. */
async function statesOf(at: ApiCall, budgets: readonly Charge[]): Promise<readonly BudgetState[]> {
  const here = hereAndNow(at)
  const spent = await at.ports.store.budgets.read({ ...here, keys: budgets.map(({ key }) => key) })
  return budgets.map(({ key, windows }) => {
    const hits = spent.find((one) => one.key === key)?.hits ?? []
    const states = windows.map((window) => windowOf(window, hits, here.now))
    const ends = states.flatMap(({ freeAt }) => freeAt ?? [])
    return {
      windows: states.map(({ freeAt: _, ...state }) => state),
      limitedUntil: ends.length === 0 ? null : iso(Math.max(...ends)),
    }
  })
}
