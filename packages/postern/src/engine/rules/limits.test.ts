import { describe, expect, test } from 'vitest'
import type { Id } from '../../domain/id.ts'
import type { Scope, TightLimits } from '../../domain/scope.ts'
import { approvalCharge, mailCharges, spentBudget, tryCharges } from './limits.ts'

const address = { address: 'Ada@example.com', key: 'ada@example.com' }
const scope = (limits: 'on' | 'off' = 'on'): Scope => ({ application: { id: 'shop', limits } }) as Scope
const networks = ['2001:db8::/64', '2001:db8::/56', '2001:db8::/48']
const known = 'browser' as Id<'browser'>
const spender = { address, networks, known: undefined, proved: false }
const keysOf = (charges: readonly { readonly key: string }[]) => charges.map(({ key }) => key)

describe('a mail', () => {
  test('costs a stranger his address, his networks, and what is shared', () => {
    expect(keysOf(mailCharges(scope(), spender))).toEqual([
      'mail/address/ada@example.com',
      ...networks.map((network) => `mail/network/${network}`),
      'mail/shared/application/shop',
      'mail/shared/tenant',
    ])
  })

  test('costs addresses with a tag one budget together, beside their own', () => {
    const of = (key: string) => mailCharges(scope(), { ...spender, address: { address: key, key } })
    const together = (key: string) => of(key).filter((charge) => charge.key.startsWith('mail/mailbox/'))
    expect(keysOf(of('ada+shop@example.com'))).toContain('mail/address/ada+shop@example.com')
    expect(together('ada+shop@example.com')).toEqual(together('ada+a+b@example.com'))
    expect(together('ada+shop@example.com')).toMatchObject([
      { key: 'mail/mailbox/ada@example.com', windows: [{ length: 86_400_000, max: 100 }], proofFrom: 20 },
    ])
    expect(together('ada+shop@other.example')).not.toEqual(together('ada+shop@example.com'))
    expect(together('ada@example.com')).toEqual([])
  })

  test('costs a known browser its own reserve for this address and nothing else', () => {
    expect(keysOf(mailCharges(scope(), { ...spender, known }))).toEqual(['mail/known/browser/ada@example.com'])
  })

  test('wants proof of work before it is refused, of addresses and networks, unless one came along', () => {
    const wanting = mailCharges(scope(), spender).filter(({ proofFrom }) => proofFrom !== undefined)
    expect(wanting).toHaveLength(4)
    for (const { proofFrom, windows } of wanting)
      expect(proofFrom).toBeLessThan(Math.max(...windows.map(({ max }) => max)))
    expect(mailCharges(scope(), { ...spender, proved: true }).every(({ proofFrom }) => proofFrom === undefined)).toBe(
      true,
    )
  })

  test('costs no more networks than there are widths, and none where the address is unknown', () => {
    expect(keysOf(mailCharges(scope(), { ...spender, networks: ['a', 'b', 'c', 'd'] }))).toHaveLength(6)
    expect(keysOf(mailCharges(scope(), { ...spender, networks: [] }))).toHaveLength(3)
  })

  test('of a hidden network costs all of these together one budget, which wants proof of work and never refuses', () => {
    const hidden = { ...spender, networks: [], networkHidden: true } as const
    const [, budget] = mailCharges(scope(), hidden)
    expect(budget).toMatchObject({ key: 'mail/network/hidden', proofFrom: 300 })
    expect(budget?.windows).toEqual([{ length: 3_600_000, max: Number.MAX_SAFE_INTEGER }])
    expect(mailCharges(scope(), { ...hidden, proved: true })[1]).not.toHaveProperty('proofFrom')
    expect(keysOf(mailCharges(scope(), { ...hidden, known }))).toEqual(['mail/known/browser/ada@example.com'])
  })

  test('costs nothing with limits off', () => {
    expect(mailCharges(scope('off'), spender)).toEqual([])
  })
})

test('a tenant’s numbers hold where they are lower than the installation’s, and never where they are higher', () => {
  const of = (tightLimits: TightLimits): Scope => ({ application: { ...scope().application, tightLimits } }) as Scope
  const most = (one: Scope) =>
    [...mailCharges(one, spender), ...tryCharges(one, address, undefined)].flatMap(({ windows, proofFrom }) => [
      ...windows.map(({ max }) => max),
      proofFrom,
    ])
  const higher = { mailsPerQuarterHour: 4, mailsPerDay: 11, mailsPerNetworkHour: 31, triesPerDay: 21 }
  expect(most(of(higher))).toEqual(most(scope()))
  const lower = most(of({ mailsPerQuarterHour: 2, mailsPerDay: 5, mailsPerNetworkHour: 10, triesPerDay: 6 }))
  expect(lower.slice(0, 9)).toEqual([2, 5, 5, 10, 10, 40, 40, 200, 200])
  expect(lower).toContain(6)
})

describe('a guess', () => {
  test('costs the address a try of the day, or a known browser one of its own, and the failure budget one', () => {
    expect(keysOf(tryCharges(scope(), address, undefined))).toEqual(['tries/address/ada@example.com', 'failures'])
    expect(keysOf(tryCharges(scope(), address, known))).toEqual(['tries/known/browser/ada@example.com', 'failures'])
  })

  test('is never refused by the failure budget', () => {
    const failures = tryCharges(scope(), address, undefined).find(({ key }) => key === 'failures')
    expect(failures?.windows[0]?.max).toBe(Number.MAX_SAFE_INTEGER)
  })
})

test('a wrong number is one of three a day, and without end with limits off', () => {
  expect(approvalCharge(scope(), address).windows).toEqual([{ length: 86_400_000, max: 3 }])
  expect(approvalCharge(scope('off'), address).windows[0]?.max).toBe(Number.MAX_SAFE_INTEGER)
})

test('a spent budget is the requester’s own or a shared one', () => {
  expect(mailCharges(scope(), spender).map(({ key }) => spentBudget(key))).toEqual([
    'address',
    'network',
    'network',
    'network',
    'shared',
    'shared',
  ])
  expect(spentBudget('mail/known/browser/ada@example.com')).toBe('address')
})
