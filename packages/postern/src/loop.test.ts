import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLoop } from './loop.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a loop keeps failing from its third fault in a row, until a round succeeds', async () => {
  let isBroken = true
  const faults: unknown[] = []
  const run = async () => {
    if (isBroken) throw new Error('gone')
    return { nextAt: 1_000 }
  }
  const loop = createLoop(run, { now: () => 0 as never }, (fault) => faults.push(fault))
  loop.start()
  const seen: boolean[] = []
  for (let round = 0; round < 4; round++) {
    await vi.advanceTimersByTimeAsync(round === 0 ? 0 : 1_000)
    seen.push(loop.isFailing())
  }
  isBroken = false
  await vi.advanceTimersByTimeAsync(1_000)
  await loop.stop()
  expect([seen, faults.length, loop.isFailing()]).toEqual([[false, false, true, true], 4, false])
})
