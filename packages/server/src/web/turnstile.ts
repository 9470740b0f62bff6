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
  /** Lets some be read again. `calm`: nobody was refused since the last turn. */
  turn(now: number, calm: boolean): void
  readonly resting: number
}

interface Resting {
  readonly socket: Socket
  readonly since: number
}

/** A caller who was told to come again in a second has then waited long enough to be told something. */
const longestRest = 1_000
/** Refusals of that kind, per millisecond: a twentieth of a core. */
const toldPerMs = 2
const longestPause = 50
/** How many are tried in one turn: twice as many after each turn without a refusal. */
const fewest = 4
const most = 512

export function createTurnstile(): Turnstile {
  const resting: Resting[] = []
  const stale = new Set<Socket>()
  let tries = fewest
  let last = 0

  const takeOld = (now: number): readonly Resting[] => {
    const limit = Math.ceil(Math.min(now - last, longestPause) * toldPerMs)
    let count = 0
    while (count < limit && (resting[count]?.since ?? now) <= now - longestRest) count += 1
    return resting.splice(0, count)
  }
  return {
    get resting() {
      return resting.length
    },
    rest(socket) {
      if (socket.destroyed) return
      socket.pause()
      resting.push({ socket, since: performance.now() })
    },
    isStale: (socket) => stale.size > 0 && stale.has(socket),
    turn(now, calm) {
      stale.clear()
      for (const { socket } of takeOld(now)) if (wake(socket)) stale.add(socket)
      last = now
      tries = calm ? Math.min(most, tries * 2) : Math.max(fewest, tries >> 1)
      for (let woken = 0; woken < tries; ) {
        const next = resting.pop()
        if (!next) return
        if (wake(next.socket)) woken += 1
      }
    },
  }
}

function wake(socket: Socket): boolean {
  if (socket.destroyed) return false
  socket.resume()
  return true
}
