import { expect, test } from 'vitest'
import { instant } from '../../domain/instant.ts'
import { createLanes } from './lanes.ts'

interface Job {
  readonly since: ReturnType<typeof instant>
  readonly name: string
}

const job = (name: string, since = 0): Job => ({ name, since: instant(since) })

/** Lanes whose work ends when it is told to, by name. */
function open(slots: number, known: readonly string[] = []) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const lanes = createLanes<Job>({
    slots,
    known,
    work({ name }, done) {
      begun.push(name)
      ends.set(name, done)
    },
  })
  const end = (...names: readonly string[]) => {
    for (const name of names) ends.get(name)?.()
  }
  const fill = (lane: string, count: number) => {
    for (let at = 0; at < count; at++) lanes.add(lane, job(`${lane}${at}`))
  }
  const of = (lane: string) => begun.filter((name) => name.startsWith(lane))
  return { lanes, begun, end, fill, of }
}

test('a lane has so many under way and goes on in order', () => {
  const { fill, end, begun } = open(2)
  fill('a', 5)
  expect(begun).toEqual(['a0', 'a1'])
  end('a1')
  end('a0')
  expect(begun).toEqual(['a0', 'a1', 'a2', 'a3'])
  end('a2', 'a3', 'a4')
  expect(begun).toEqual(['a0', 'a1', 'a2', 'a3', 'a4'])
})

test('one that does not move holds up nobody in another lane', () => {
  const { fill, end, of } = open(32)
  fill('a', 1_000)
  fill('b', 40)
  expect([of('a').length, of('b').length]).toEqual([32, 32])
  end('b0')
  expect([of('a').length, of('b').length]).toEqual([32, 33])
})

test('however many lanes stand still, the next one has some slots of its own, and all of them when there is room', () => {
  const { fill, end, of } = open(32)
  for (const lane of 'abcdefgh') fill(lane, 50)
  fill('x', 50)
  expect([of('h').length, of('x').length]).toEqual([32, 4])
  end('x0')
  expect(of('x')).toHaveLength(5)
  for (let at = 0; at < 32; at++) end(`a${at}`)
  for (let at = 32; at < 50; at++) end(`a${at}`)
  end('x1')
  expect(of('x')).toHaveLength(32 + 2)
})

test('a lane that waits for a long time is full, and has its own room to wait when others fill it', () => {
  const { lanes, fill, begun } = open(1)
  fill('a', 10_001)
  expect(lanes.add('a', job('a too many'))).toBe(false)
  fill('b', 101)
  expect(lanes.add('b', job('b too many'))).toBe(false)
  expect(begun).toEqual(['a0', 'b0'])
})

test('what waits is told by lane, and a lane without work is one that keeps up', () => {
  const { lanes, end } = open(1, ['k'])
  for (const [lane, since] of [
    ['a', 0],
    ['a', 10],
    ['a', 20],
    ['b', 30],
  ] as const)
    lanes.add(lane, job(`${lane}${since}`, since))
  const none = { waiting: 0, age: 0 }
  expect([...lanes.backlogs(instant(50))]).toEqual([none, { waiting: 2, age: 40 }, none])
  expect([lanes.backlog('a', instant(50)), lanes.backlog('c', instant(50))]).toEqual([{ waiting: 2, age: 40 }, none])
  end('b30')
  expect([...lanes.backlogs(instant(50))]).toHaveLength(3)
})

test('of very many lanes those without work are forgotten', () => {
  const { lanes, end } = open(1)
  for (let at = 0; at < 1_200; at++) lanes.add(`lane${at}`, job(`${at}`))
  for (let at = 0; at < 1_200; at++) end(`${at}`)
  expect([...lanes.backlogs(instant(0))]).toHaveLength(1_000)
})

test('once closed nothing begins, and what waited is handed back', () => {
  const { lanes, fill, end, begun } = open(1)
  fill('a', 3)
  fill('b', 2)
  expect(lanes.close().map(({ name }) => name)).toEqual(['a1', 'a2', 'b1'])
  expect(lanes.add('c', job('c0'))).toBe(false)
  end('a0', 'b0')
  expect(begun).toEqual(['a0', 'b0'])
})
