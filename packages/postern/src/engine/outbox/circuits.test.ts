import { expect, test } from 'vitest'
import { instant, seconds } from '../../domain/instant.ts'
import { createCircuits } from './circuits.ts'

const at = (offset: number) => instant(1_000_000 + seconds(offset))

test('a transport is tried until it is down, then after 2, 4, 8, 16, 30 and 30 seconds', () => {
  const circuits = createCircuits()
  expect(circuits.isClosed('smtp', at(0))).toBe(true)
  let now = 0
  for (const pause of [2, 4, 8, 16, 30, 30]) {
    circuits.record('smtp', true, at(now))
    expect(circuits.isClosed('smtp', instant(at(now + pause) - 1))).toBe(false)
    expect(circuits.opensAt(['smtp'], at(now))).toBe(at(now + pause))
    now += pause
    expect(circuits.isClosed('smtp', at(now))).toBe(true)
  }
})

test('one success forgets every failure', () => {
  const circuits = createCircuits()
  for (let count = 0; count < 5; count++) circuits.record('smtp', true, at(0))
  circuits.record('smtp', false, at(0))
  expect(circuits.isClosed('smtp', at(0))).toBe(true)
  circuits.record('smtp', true, at(0))
  expect(circuits.opensAt(['smtp'], at(0))).toBe(at(2))
})

test('it says when a transport begins to fail, once until it has worked again', () => {
  const circuits = createCircuits()
  const said = [true, true, false, true, true].map((down, at) => circuits.record('smtp', down, instant(at)))
  expect(said).toEqual([true, false, false, true, false])
})

test('each transport has its own, and the first to open counts', () => {
  const circuits = createCircuits()
  circuits.record('one', true, at(0))
  circuits.record('two', true, at(0))
  circuits.record('two', true, at(0))
  expect(circuits.opensAt(['one', 'two'], at(0))).toBe(at(2))
  expect(circuits.opensAt(['one', 'two', 'three'], at(1))).toBe(at(1))
})
