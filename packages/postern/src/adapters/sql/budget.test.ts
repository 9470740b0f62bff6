import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hours, instant, minutes } from '../../domain/instant.ts'
import type { Charge } from '../../ports/written.ts'
import { addHit, type Hits, hitsWithin, readHits, retryAtOf, takeBackHit, writeHits } from './budget.ts'

const start = instant(1_795_305_600_000)
const at = (milliseconds: number) => instant(start + milliseconds)
const none = (): Hits => ({ times: [], counts: [] })
const charge = (windows: Charge['windows'], grain = 0): Charge => ({ key: 'k', windows, grain })

function hitsAt(moments: readonly number[], charged: Charge): Hits {
  const hits = none()
  for (const moment of moments) addHit(hits, charged, at(moment))
  return hits
}

describe('a budget', () => {
  test('has room until a window is full, and again when its oldest hit has left', () => {
    const two = charge([{ length: minutes(15), max: 2 }])
    const hits = hitsAt([0, minutes(4)], two)
    expect(retryAtOf(hits, two, at(minutes(5)))).toBe(at(minutes(15)))
    expect(retryAtOf(hits, two, at(minutes(15) - 1))).toBe(at(minutes(15)))
    expect(retryAtOf(hits, two, at(minutes(15)))).toBeUndefined()
  })

  test('names the moment when all of its windows have room', () => {
    const both = charge([
      { length: minutes(1), max: 1 },
      { length: hours(1), max: 2 },
    ])
    expect(retryAtOf(hitsAt([0], both), both, at(1000))).toBe(at(minutes(1)))
    expect(retryAtOf(hitsAt([0, minutes(2)], both), both, at(minutes(2) + 1))).toBe(at(hours(1)))
  })

  test('of none never has room', () => {
    const shut = charge([{ length: minutes(1), max: 0 }])
    expect(retryAtOf(none(), shut, start)).toBe(at(minutes(1)))
  })

  test('frees as many hits at once as share an entry', () => {
    const wide = charge([{ length: hours(1), max: 3 }], minutes(3))
    const hits = hitsAt([1, 2, minutes(4)], wide)
    expect(hits.counts).toEqual([2, 1])
    expect(retryAtOf(hits, wide, at(minutes(5)))).toBe(at(hours(1)))
    expect(hitsWithin(hits, hours(1), at(hours(1)))).toBe(1)
  })

  test('forgets what its longest window no longer reaches', () => {
    const short = charge([{ length: minutes(1), max: 9 }])
    expect(hitsAt([0, 1, 2, minutes(1) + 1], short).times).toEqual([at(2), at(minutes(1) + 1)])
  })

  test('counts a hit of a clock that is behind, and stays in order', () => {
    const one = charge([{ length: minutes(1), max: 9 }])
    expect(hitsAt([5, 3, 5], one)).toEqual({ times: [at(5)], counts: [3] })
  })

  test('gives the newest hit back, and nothing when it has none', () => {
    const folded = charge([{ length: hours(1), max: 9 }], minutes(1))
    const hits = hitsAt([0, minutes(2), minutes(2)], folded)
    takeBackHit(hits)
    expect(hits.counts).toEqual([1, 1])
    takeBackHit(hits)
    takeBackHit(hits)
    takeBackHit(hits)
    expect(hits).toEqual(none())
  })

  test('comes back from its text as it went', () => {
    const entries = fc.uniqueArray(fc.nat(1e13)).map((times) => times.toSorted((one, other) => one - other))
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 1e9 }), (times, count) => {
        const hits = { times, counts: times.map((_, index) => (index % 2 === 0 ? 1 : count)) }
        expect(readHits(writeHits(hits))).toEqual(hits)
      }),
    )
    expect(readHits(null)).toEqual(none())
  })
})
