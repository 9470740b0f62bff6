import { expect, test } from 'vitest'
import { instant, seconds } from '../../domain/instant.ts'
import { type Circuits, createCircuits, type Try } from './circuits.ts'

const at = (offset: number) => instant(1_000_000 + seconds(offset))

function begin(circuits: Circuits, transport: string, now: number): Try {
  const tried = circuits.begin(transport, at(now))
  if (!tried) throw new Error(`${transport} is left alone`)
  return tried
}

test('a transport is tried until it is down, then after 2, 4, 8, 16, 30 and 30 seconds', () => {
  const circuits = createCircuits()
  let now = 0
  for (const pause of [2, 4, 8, 16, 30, 30]) {
    begin(circuits, 'smtp', now).end(true, at(now))
    expect(circuits.begin('smtp', instant(at(now + pause) - 1))).toBeUndefined()
    expect(circuits.opensAt(['smtp'], at(now))).toBe(at(now + pause))
    now += pause
  }
})

test('one success forgets every failure', () => {
  const circuits = createCircuits()
  for (const now of [0, 2, 6]) begin(circuits, 'smtp', now).end(true, at(now))
  begin(circuits, 'smtp', 14).end(false, at(14))
  begin(circuits, 'smtp', 14).end(true, at(14))
  expect(circuits.opensAt(['smtp'], at(14))).toBe(at(16))
})

test('what was under way together and fails is one failure', () => {
  const circuits = createCircuits()
  const crowd = Array.from({ length: 32 }, () => begin(circuits, 'smtp', 0))
  for (const one of crowd) one.end(true, at(1))
  expect(circuits.opensAt(['smtp'], at(1))).toBe(at(3))
  for (let calls = 0; calls < 4; calls++) circuits.record('webhook', true, at(1))
  expect(circuits.opensAt(['webhook'], at(1))).toBe(at(3))
})

test('of a crowd that comes after the pause one asks after it, and the next not before its answer', async () => {
  const circuits = createCircuits()
  begin(circuits, 'smtp', 0).end(true, at(0))
  const crowd = Array.from({ length: 50 }, () => circuits.begin('smtp', at(2)))
  const [probe] = crowd
  expect(crowd.filter(Boolean)).toEqual([probe])
  expect(circuits.begin('smtp', at(31))).toBeUndefined()
  expect(circuits.broken(at(31))).toEqual(['smtp'])
  const answer = circuits.probed(['smtp'])
  probe?.end(true, at(32))
  await answer
  expect(circuits.probed(['smtp'])).toBeUndefined()
  expect(circuits.begin('smtp', instant(at(36) - 1))).toBeUndefined()
  begin(circuits, 'smtp', 36).end(false, at(37))
  expect([begin(circuits, 'smtp', 37), begin(circuits, 'smtp', 37)]).toHaveLength(2)
})

test('a late failure of before lets no second one ask, and a late success opens it to all', () => {
  const circuits = createCircuits()
  const [first, late, lucky] = [0, 0, 0].map((now) => begin(circuits, 'smtp', now))
  first?.end(true, at(1))
  const probe = begin(circuits, 'smtp', 3)
  late?.end(true, at(4))
  expect(circuits.begin('smtp', at(4))).toBeUndefined()
  lucky?.end(false, at(5))
  begin(circuits, 'smtp', 5).end(true, at(5))
  probe.end(true, at(6))
  expect(circuits.opensAt(['smtp'], at(6))).toBe(at(7))
})

test('an answer is waited for where each of them is asked after', () => {
  const circuits = createCircuits()
  for (const name of ['one', 'two']) begin(circuits, name, 0).end(true, at(0))
  begin(circuits, 'one', 2)
  expect([circuits.probed(['one', 'two']), circuits.probed([])]).toEqual([undefined, undefined])
  begin(circuits, 'two', 2)
  expect(circuits.probed(['one', 'two'])).toBeInstanceOf(Promise)
})

test('one that failed counts as failing between its tries, until it works or two minutes pass without one', () => {
  const circuits = createCircuits()
  begin(circuits, 'smtp', 0).end(true, at(0))
  expect([circuits.broken(at(60)), circuits.failing(at(60))]).toEqual([[], ['smtp']])
  begin(circuits, 'smtp', 60).end(true, at(60))
  expect([circuits.failing(at(183)), circuits.failing(at(184))]).toEqual([['smtp'], []])
  begin(circuits, 'smtp', 70).end(false, at(70))
  expect(circuits.failing(at(70))).toEqual([])
})

test('each transport has its own, and the first to open counts', () => {
  const circuits = createCircuits()
  circuits.record('one', true, at(0))
  circuits.record('two', true, at(0))
  circuits.record('two', true, at(2))
  expect(circuits.opensAt(['one', 'two'], at(0))).toBe(at(2))
  expect(circuits.opensAt(['one', 'two', 'three'], at(1))).toBe(at(1))
})
