/**
 * Connections whose request was refused rest: what comes over them next is not read until there is room, so that saying
 * no does not become all there is to do. Those that rested last are tried first, as their callers still wait; those that
 * rested long are told no again in turn. Owns reading and not reading, and knows nothing of requests.
 */
import type { Socket } from 'node:net'

export interface Turnstile {
  /** To be called once the refusal is out. */
  rest(socket: Socket): void
  /** Whether what this connection brings now has waited too long to be of use to anybody. */
  isStale(socket: Socket): boolean
  /** Lets as many be read again as there is room for requests, and a few more that have rested long. */
  turn(now: number, room: number): void
  readonly resting: number
}

interface Resting {
  readonly socket: Socket
  readonly since: number
}

/** Whoever comes over a connection that rests may have a mail in his hand: he is not to wait for long. */
const longestRest = 500
/** So many for every millisecond: a tenth of a core. */
const toldPerMs = 2
const longestPause = 250

export function createTurnstile(): Turnstile {
  const resting: Resting[] = []
  const stale = new Set<Socket>()
  /** What `resting` holds: a second refusal is no second rest. */
  const present = new Set<Socket>()
  let last = 0

  const takeOld = (now: number): readonly Resting[] => {
    const limit = Math.ceil(Math.min(now - last, longestPause) * toldPerMs)
    let count = 0
    while (count < limit && (resting[count]?.since ?? now) <= now - longestRest) count += 1
    return resting.splice(0, count)
  }
  const wake = ({ socket, since }: Resting, now: number): boolean => {
    present.delete(socket)
    if (socket.destroyed) return false
    socket.resume()
    if (since <= now - longestRest) stale.add(socket)
    return true
  }
  return {
    get resting() {
      return resting.length
    },
    rest(socket) {
      if (socket.destroyed) return
      if (present.has(socket)) return
      present.add(socket)
      socket.pause()
      resting.push({ socket, since: performance.now() })
    },
    isStale: (socket) => stale.size > 0 && stale.has(socket),
    turn(now, room) {
      stale.clear()
      for (const one of takeOld(now)) wake(one, now)
      last = now
      for (let woken = 0; woken < room; ) {
        const next = resting.pop()
        if (!next) return
        if (wake(next, now)) woken += 1
      }
    },
  }
}
