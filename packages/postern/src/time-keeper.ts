/** Keeps a node's clock at the store's: asks now and then what time it is there, and halves the way of the answer. */
import { type FollowingClock, followingClock, systemClock } from './adapters/clock/clock.ts'
import type { Clock } from './ports/clock.ts'
import type { Store } from './ports/store.ts'

export interface TimeKeeper {
  readonly clock: Clock
  stopClock(): void
}

export interface OwnTime {
  /** Instead of any other. */
  readonly clock?: Clock
  /** Instead of the machine's. */
  readonly wall?: () => number
}

const every = 10_000
/** An answer that took longer says too little about when it was given. */
const slowest = 1_000

/** Throws when the store cannot be asked. */
export async function keepTime(store: Store, { clock: given, wall: read }: OwnTime = {}): Promise<TimeKeeper> {
  if (given) return { clock: given, stopClock: () => undefined }
  const mark = await store.time()
  if (!store.clock) return { clock: systemClock(mark, read), stopClock: () => undefined }
  const ask = store.clock
  const clock = followingClock(mark, read)
  await look(clock, ask)
  const timer = setInterval(() => {
    // A store that cannot be asked has other readers for its faults; the clock goes on at its own pace.
    look(clock, ask, slowest).catch(() => undefined)
  }, every)
  timer.unref()
  return { clock, stopClock: () => clearInterval(timer) }
}

async function look(
  clock: FollowingClock,
  ask: NonNullable<Store['clock']>,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  const before = clock.reading()
  const time = await ask()
  const way = clock.reading() - before
  if (way <= most) clock.follow(time, before + way / 2)
}
