import { describe, expect, test } from 'vitest'
import { createVault } from '../../adapters/vault/vault.ts'
import type { Event } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import { findMisfit } from './misfit.ts'
import { isLinkOf, linkOf, proofOf } from './seal.ts'

const ports = { vault: createVault('a secret of the misfit tests that is long enough') }
const tenant = 'acme' as Id<'tenant'>
const events: readonly Event[] = Array.from({ length: 1000 }, (_, at) => ({
  id: `event-${at}` as Id<'event'>,
  tenant,
  type: 'link.opened',
  application: 'shop' as Id<'application'>,
  at: (1_763_000_000_000 + at) as Instant,
  sequence: 5000 + 3 * at,
}))
const link = linkOf(ports, tenant, '', events)
const forged = (sequence: number): Event => ({ ...(events[0] as Event), id: 'forged' as Id<'event'>, sequence })
const without = (...gone: readonly number[]): readonly Event[] => events.filter((_, at) => !gone.includes(at))
const withChanged = (...changed: readonly number[]): readonly Event[] =>
  events.map((event, at) => (changed.includes(at) ? { ...event, reason: 'other' } : event))

describe('the first event that does not fit is named:', () => {
  test.each([0, 1, 500, 999])('number %i, where it was changed', (at) => {
    expect(findMisfit(link, withChanged(at))).toMatchObject({ kind: 'changed', event: { sequence: 5000 + 3 * at } })
  })

  test('the first of several that were changed', () => {
    expect(findMisfit(link, withChanged(17, 18, 700))).toMatchObject({ kind: 'changed', event: { id: 'event-17' } })
  })

  test('two that changed places', () => {
    const moved = events.with(4, { ...(events[9] as Event), sequence: 5012 })
    const swapped = moved.with(9, { ...(events[4] as Event), sequence: 5027 })
    expect(findMisfit(link, swapped)).toMatchObject({ kind: 'changed', event: { sequence: 5012 } })
  })

  test('one that was put in, also at either end', () => {
    for (const place of [0, 250, 1000]) {
      const more = events.toSpliced(place, 0, forged(4999 + 3 * place))
      expect(findMisfit(link, more)).toMatchObject({ kind: 'added', event: { id: 'forged' } })
    }
  })

  test('one that was put in before another that was changed', () => {
    const more = withChanged(400).toSpliced(250, 0, forged(5749))
    expect(findMisfit(link, more)).toMatchObject({ kind: 'added', event: { id: 'forged' } })
  })
})

describe('what is missing is told by its neighbours:', () => {
  test.each([
    [[0], 1, undefined, 'event-1'],
    [[500], 1, 'event-499', 'event-501'],
    [[500, 501, 502], 3, 'event-499', 'event-503'],
    [[999], 1, 'event-998', undefined],
  ])('%j', (gone, count, behind, before) => {
    const misfit = findMisfit(link, without(...gone))
    const found = misfit?.kind === 'missing' && [misfit.count, misfit.behind?.id, misfit.before?.id]
    expect(found).toEqual([count, behind, before])
  })

  test('one that is missing before others that are, or were changed', () => {
    expect(findMisfit(link, without(20, 700))).toMatchObject({ kind: 'missing', count: 1, before: { id: 'event-21' } })
    const changed = withChanged(800).filter((_, at) => at !== 20)
    expect(findMisfit(link, changed)).toMatchObject({ kind: 'missing', count: 1, behind: { id: 'event-19' } })
  })

  test('all of them', () => {
    expect(findMisfit(link, [])).toEqual({ kind: 'missing', count: 1000, behind: undefined, before: undefined })
  })
})

test('where every event fits it is the seal that is another one, and none is named', () => {
  const other = linkOf(ports, tenant, 'another head', events)
  expect([isLinkOf(ports, { tenant, head: '', events }, other), findMisfit(other, events)]).toEqual([false, undefined])
})

test('a link of before, without digests, fits as it is and names nobody', () => {
  const old = proofOf(link)
  expect(isLinkOf(ports, { tenant, head: '', events }, old)).toBe(true)
  expect(findMisfit(old, withChanged(3))).toBeUndefined()
})

test('digests prove nothing: whoever puts the right one beside a changed event has no seal for it', () => {
  const changed = withChanged(3)
  const dressed = `${proofOf(link)}.${linkOf(ports, tenant, '', changed).split('.')[1]}`
  expect(isLinkOf(ports, { tenant, head: '', events: changed }, dressed)).toBe(false)
  expect(isLinkOf(ports, { tenant, head: '', events }, dressed)).toBe(false)
})
