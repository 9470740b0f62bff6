/** How an address stands now: whose it is, and what keeps mails from it. */
import { addressBudgets, type EmailAddress, type Instant, iso, type Scope } from 'postern/kit'
import { z } from 'zod'
import type { ApiCall } from '../api-route.ts'
import { time } from '../schemas.ts'
import { hereAndNow, homeOf, reaches, reachesTenant } from './reach.ts'

export const standingShape = z.strictObject({
  user: z.string().nullable(),
  status: z.enum(['active', 'banned', 'locked']).nullable(),
  suppressedUntil: time.nullable(),
  mailsLimitedUntil: time.nullable().describe('Known browsers have budgets of their own'),
  triesLimitedUntil: time.nullable(),
})

export type AddressStanding = z.infer<typeof standingShape>

export async function addressStanding(at: ApiCall, address: EmailAddress): Promise<AddressStanding> {
  const { store } = at.ports
  const here = hereAndNow(at)
  const scope = await homeOf(at)
  const [user, suppression, budgets] = await Promise.all([
    store.users.find({ ...here, address: address.key }),
    store.suppressions.find({ ...here, address: address.key }),
    scope ? budgetsOf(at, scope, address) : [],
  ])
  const met = user && (await isMet(at, user.id)) ? user : undefined
  const until = (counts: string): string | null => budgets.find((one) => one.counts === counts)?.limitedUntil ?? null
  return {
    user: met?.id ?? null,
    status: met && met.status !== 'removed' ? met.status : null,
    suppressedUntil: suppression?.until === undefined ? null : iso(suppression.until),
    mailsLimitedUntil: until('mails'),
    triesLimitedUntil: until('tries'),
  }
}

async function isMet(at: ApiCall, user: Parameters<typeof at.ports.store.registrations.list>[0]['user']) {
  if (reachesTenant(at)) return true
  const all = await at.ports.store.registrations.list({ ...hereAndNow(at), user })
  return all.some(({ application }) => reaches(at, application))
}

export const budgetShape = z
  .strictObject({
    counts: z.enum(['mails', 'tries', 'approvals', 'invitations', 'own-mails']),
    windows: z.array(z.strictObject({ seconds: z.int(), most: z.int(), spent: z.int() })),
    limitedUntil: time.nullable(),
  })
  .meta({ id: 'Budget' })

export type AddressBudgetState = z.infer<typeof budgetShape>

/** Every budget that bears the name of the address. */
export async function budgetsOf(at: ApiCall, scope: Scope, address: EmailAddress): Promise<AddressBudgetState[]> {
  const budgets = addressBudgets(scope, address)
  const here = hereAndNow(at)
  const spent = await at.ports.store.budgets.read({ ...here, keys: budgets.map(({ key }) => key) })
  return budgets.map(({ key, counts, windows }) => {
    const hits = spent.find((one) => one.key === key)?.hits ?? []
    const states = windows.map((window) => windowOf(window, hits, here.now))
    const ends = states.flatMap(({ freeAt }) => freeAt ?? [])
    return {
      counts,
      windows: states.map(({ freeAt: _, ...state }) => state),
      limitedUntil: ends.length === 0 ? null : iso(Math.max(...ends)),
    }
  })
}

type Hits = readonly { readonly at: Instant; readonly count: number }[]

/** A window rolls: it has room again when the oldest of its newest `max` hits leaves it. */
function windowOf({ length, max }: { readonly length: number; readonly max: number }, hits: Hits, now: Instant) {
  const within = hits.filter(({ at }) => at > now - length)
  const spent = within.reduce((sum, { count }) => sum + count, 0)
  let newer = 0
  const full = within.findLast(({ count }) => {
    newer += count
    return newer >= max
  })
  return { seconds: length / 1000, most: max, spent, freeAt: full && full.at + length }
}
