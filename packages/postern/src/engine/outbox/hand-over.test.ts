import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Rendered } from '../../domain/message.ts'
import type { Transport } from '../../ports/transport.ts'
import { handOver } from './hand-over.ts'

const rendered = {} as Rendered
const limits: number[] = []

function deadline(milliseconds: number) {
  const controller = new AbortController()
  limits.push(milliseconds)
  const timer = setTimeout(() => controller.abort(), milliseconds)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}

const by = (send: Transport['send']) => handOver({ deadline }, { name: 'own', channel: 'mail', send }, rendered)

beforeEach(() => {
  limits.length = 0
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a transport that answers is believed, and its time given back', async () => {
  expect(await by(async () => ({ kind: 'taken' }))).toEqual({ kind: 'taken' })
  expect([limits, vi.getTimerCount()]).toEqual([[30_000], 0])
})

test('one that answers when its signal is aborted is believed too', async () => {
  const handing = by(
    (_, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'later', reason: 'slow' }))),
  )
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await handing).toEqual({ kind: 'later', reason: 'slow' })
})

test('one that never answers is down five seconds later, and what it says afterwards is nobody’s', async () => {
  let fail: (fault: Error) => void = () => undefined
  const ends: unknown[] = []
  void by(() => new Promise((_, reject) => (fail = reject))).then((end) => ends.push(end))
  await vi.advanceTimersByTimeAsync(34_900)
  expect(ends).toEqual([])
  await vi.advanceTimersByTimeAsync(100)
  expect(ends).toEqual([expect.objectContaining({ kind: 'down', reason: 'transport-silent' })])
  fail(new Error('too late'))
  await vi.advanceTimersByTimeAsync(1)
})

test.each([
  ['throws', () => Promise.reject(new Error('password=hunter2'))],
  [
    'throws before it promises anything',
    () => {
      throw new Error('password=hunter2')
    },
  ],
])('of one that %s no word is kept', async (_, send) => {
  expect(await by(send)).toEqual({ kind: 'down', reason: 'transport-threw' })
})
