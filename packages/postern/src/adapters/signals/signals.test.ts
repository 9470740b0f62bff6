import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createSignals } from './signals.ts'

const long = 60_000
const never = (): AbortSignal => new AbortController().signal
/** Whether the wait is over once everything that is ready has run. */
async function isOver(wait: Promise<void>): Promise<boolean> {
  const pending = new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))
  return Promise.race([wait.then(() => true), pending])
}

describe('a wait', () => {
  test('ends when its topic is woken', async () => {
    const signals = createSignals()
    const wait = signals.wait('a', long, never())
    expect(await isOver(wait)).toBe(false)
    signals.wake('a')
    expect(await isOver(wait)).toBe(true)
  })

  test('goes on when another topic is woken', async () => {
    const signals = createSignals()
    const wait = signals.wait('a', long, never())
    signals.wake('b')
    expect(await isOver(wait)).toBe(false)
  })

  test('ends when its time is over', async () => {
    const started = performance.now()
    const keepAlive = setTimeout(() => {}, 1000)
    await createSignals().wait('a', 30, never())
    clearTimeout(keepAlive)
    expect(performance.now() - started).toBeGreaterThan(25)
  })

  test('lasts when its time is more than a timer can hold', async () => {
    const stop = new AbortController()
    const wait = createSignals().wait('a', Number.MAX_SAFE_INTEGER, stop.signal)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await isOver(wait)).toBe(false)
    stop.abort()
  })

  test('ends without an error when its signal aborts, before or during', async () => {
    const stop = new AbortController()
    const signals = createSignals()
    const wait = signals.wait('a', long, stop.signal)
    stop.abort(new Error('the browser went away'))
    expect(await isOver(wait)).toBe(true)
    expect(await isOver(signals.wait('a', long, stop.signal))).toBe(true)
  })

  test('may be begun again by who was woken', async () => {
    const signals = createSignals()
    let rounds = 0
    const loop = (async () => {
      for (; rounds < 3; rounds++) await signals.wait('a', long, never())
    })()
    for (let at = 0; at < 3; at++) {
      signals.wake('a')
      await new Promise((resolve) => setImmediate(resolve))
    }
    await loop
    expect(rounds).toBe(3)
  })

  test('leaves nothing at its signal', async () => {
    const { signal } = new AbortController()
    const signals = createSignals()
    const wait = signals.wait('a', long, signal)
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    signals.wake('a')
    await wait
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})

describe('ten thousand waits', () => {
  test('on one topic end together, at little cost', async () => {
    const signals = createSignals()
    const started = performance.now()
    const waits = Array.from({ length: 10_000 }, () => signals.wait('a', long, never()))
    signals.wake('a')
    await Promise.all(waits)
    expect(performance.now() - started).toBeLessThan(4000)
  })

  test('on as many topics end one by one', async () => {
    const signals = createSignals()
    const waits = Array.from({ length: 10_000 }, (_, at) => signals.wait(`topic ${at}`, long, never()))
    for (const at of waits.keys()) signals.wake(`topic ${at}`)
    await Promise.all(waits)
    expect(await isOver(signals.wait('topic 1', long, never()))).toBe(false)
  })
})
