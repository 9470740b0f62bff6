import { describe, expect, test } from 'vitest'
import { instant } from './domain/instant.ts'
import type { Store } from './ports/store.ts'
import { keepTime } from './time-keeper.ts'

const storeAt = (mark: number, clock?: () => Promise<number>): Store =>
  ({
    time: async () => instant(mark),
    ...(clock && { clock: async () => instant(await clock()) }),
  }) as Partial<Store> as Store

describe('a node’s time (invariant 19)', () => {
  test.each([-30_000, 30_000])('is the database’s, when the machine is %i ms off', async (skew) => {
    let truth = 1_000_000
    const keeper = await keepTime(
      storeAt(0, async () => truth),
      { wall: () => truth + skew },
    )
    expect(keeper.clock.now()).toBe(1_000_000)
    truth += 700
    expect(keeper.clock.now()).toBe(1_000_700)
    keeper.stopClock()
  })

  test('is taken from the middle of the way to the database and back', async () => {
    let machine = 5_000
    const ask = async (): Promise<number> => {
      machine += 200
      return 1_000_100
    }
    const keeper = await keepTime(storeAt(0, ask), { wall: () => machine })
    expect(keeper.clock.now()).toBe(1_000_200)
    keeper.stopClock()
  })

  test('is never before the store’s mark', async () => {
    const keeper = await keepTime(
      storeAt(2_000_000, async () => 1_000_000),
      { wall: () => 1_000_000 },
    )
    expect(keeper.clock.now()).toBe(2_000_000)
    keeper.stopClock()
  })

  test('is the machine’s where the store has no clock', async () => {
    const keeper = await keepTime(storeAt(10), { wall: () => 4_000 })
    expect(keeper.clock.now()).toBe(4_000)
    keeper.stopClock()
  })
})
