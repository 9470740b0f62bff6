import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sqlite } from './adapters/sqlite/sqlite.ts'
import type { Store } from './ports/store.ts'
import { storeInTime } from './store-in-time.ts'

const patience = 1_000
const never = (): Promise<never> => new Promise(() => undefined)

let opened: Store

beforeEach(async () => {
  opened = await sqlite(':memory:').open()
})

afterEach(async () => {
  vi.useRealTimers()
  await opened.close()
})

/** The same store, but that none of its commands is ever answered. */
function silent(store: Store): Store {
  const hush = ([name, part]: [string, unknown]): [string, unknown] =>
    typeof part === 'function' ? [name, never] : [name, Object.fromEntries(Object.entries(part as object).map(hush))]
  return Object.fromEntries(Object.entries(store).map(hush)) as unknown as Store
}

/** Every command of a store by its path, but what ends it. */
function commandsOf(store: Store): readonly [string, () => Promise<unknown>][] {
  return Object.entries(store).flatMap(([name, part]): [string, () => Promise<unknown>][] =>
    typeof part === 'function'
      ? [[name, part as () => Promise<unknown>]]
      : Object.entries(part as Record<string, () => Promise<unknown>>).map(([key, ask]) => [`${name}.${key}`, ask]),
  )
}

test('every command that is never answered is busy when patience ends', async () => {
  vi.useFakeTimers()
  const commands = commandsOf(storeInTime(silent(opened), patience)).filter(
    ([name]) => !['ready', 'close'].includes(name),
  )
  expect(commands.length).toBeGreaterThan(60)
  const ends = commands.map(async ([name, ask]) => {
    const fault = await ask().catch((thrown: unknown) => thrown)
    return [name, fault instanceof Error && 'code' in fault && fault.code]
  })
  await vi.advanceTimersByTimeAsync(patience)
  expect(await Promise.all(ends)).toEqual(commands.map(([name]) => [name, 'busy']))
})

test('a store that never says whether it is ready is not', async () => {
  vi.useFakeTimers()
  const ready = storeInTime(silent(opened), patience).ready()
  await vi.advanceTimersByTimeAsync(patience)
  expect(await ready).toBe(false)
})

test('answers and faults that come in time are passed on, and leave no timer behind', async () => {
  vi.useFakeTimers()
  const fault = new Error('a fault')
  const ready = async (): Promise<boolean> => true
  const store = storeInTime({ ...opened, ready, eventMark: () => Promise.reject(fault) }, patience)
  expect(await store.ready()).toBe(true)
  await expect(store.eventMark()).rejects.toBe(fault)
  expect(vi.getTimerCount()).toBe(0)
})

test('a fault that comes too late is nobody’s', async () => {
  vi.useFakeTimers()
  const late = (): Promise<never> =>
    new Promise((_resolve, reject) => {
      setTimeout(() => reject(new Error('too late')), 2 * patience)
    })
  const asked = expect(storeInTime({ ...opened, eventMark: late }, patience).eventMark()).rejects.toThrow(
    'The store does not answer.',
  )
  await vi.advanceTimersByTimeAsync(3 * patience)
  await asked
})

test('the connections are counted and hints are carried as they were', () => {
  const relay = { tell: () => undefined, hear: () => undefined }
  const connections = () => ({ open: 1, idle: 1, waiting: 0 })
  const store = storeInTime({ ...opened, relay, connections }, patience)
  expect(store.relay).toBe(relay)
  expect(store.connections?.()).toEqual({ open: 1, idle: 1, waiting: 0 })
})
