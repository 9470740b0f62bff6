/**
 * A lane for each transport: what waits for it goes in order, so many at a time, and holds up nobody in another lane.
 * Looks at what is in front, however much waits behind it, and knows nothing of mails.
 */
import type { Duration, Instant } from '../../domain/instant.ts'

/** What waits in one lane. */
export interface Backlog {
  readonly waiting: number
  /** How long the first has waited here. */
  readonly age: Duration
}

export interface Lanes<T extends Queued> {
  /** Behind what is there. False where there is no room to wait. */
  add(lane: string, one: T): boolean
  backlog(lane: string, now: Instant): Backlog
  /** Of each lane that is known: one without work is there with nothing. */
  backlogs(now: Instant): Iterable<Backlog>
  /** Begins nothing more, and hands back what waited. */
  close(): readonly T[]
}

export interface LanesOptions<T> {
  /** How many of a lane are worked on at the same time. */
  readonly slots: number
  /** Calls `done` when it is. */
  readonly work: (one: T, done: () => void) => void
  /** Lanes that are there before anything was added to them. */
  readonly known?: readonly string[]
}

export interface Queued {
  readonly since: Instant
}

/** A lane has this in any case, whatever there is in others. */
const own = { slots: 4, waiting: 100 }
/** More is not worked on in all than so many full lanes, and what each has of its own. */
const fullLanes = 8
const mostWaiting = 10_000
/** Above that a lane without work is forgotten. */
const mostKnown = 1_000

interface Lane<T> {
  readonly waiting: T[]
  underWay: number
}

export function createLanes<T extends Queued>({ slots, work, known = [] }: LanesOptions<T>): Lanes<T> {
  const lanes = new Map(known.map((name): [string, Lane<T>] => [name, { waiting: [], underWay: 0 }]))
  let underWay = 0
  let waiting = 0
  let isClosed = false

  const share = (): number => (underWay < fullLanes * slots ? slots : Math.min(own.slots, slots))

  const next = (name: string, lane: Lane<T>): void => {
    while (lane.underWay < share()) {
      const one = lane.waiting.shift()
      if (!one) break
      waiting--
      begin(name, lane, one)
    }
    if (lane.underWay === 0 && lanes.size > mostKnown) lanes.delete(name)
  }

  const begin = (name: string, lane: Lane<T>, one: T): void => {
    lane.underWay++
    underWay++
    work(one, () => {
      lane.underWay--
      underWay--
      // A lane that had to wait for others has some of its own under way: it is looked after here.
      next(name, lane)
    })
  }

  return {
    add(name, one) {
      const lane = lanes.get(name) ?? { waiting: [], underWay: 0 }
      if (isClosed || (waiting >= mostWaiting && lane.waiting.length >= own.waiting)) return false
      lanes.set(name, lane)
      lane.waiting.push(one)
      waiting++
      next(name, lane)
      return true
    },
    backlog: (name, now) => backlogOf(lanes.get(name), now),
    *backlogs(now) {
      for (const lane of lanes.values()) yield backlogOf(lane, now)
    },
    close() {
      isClosed = true
      waiting = 0
      return [...lanes.values()].flatMap((lane) => lane.waiting.splice(0))
    },
  }
}

function backlogOf<T extends Queued>(lane: Lane<T> | undefined, now: Instant): Backlog {
  const [first] = lane?.waiting ?? []
  return { waiting: lane?.waiting.length ?? 0, age: first ? now - first.since : 0 }
}
