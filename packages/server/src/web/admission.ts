/**
 * The door before the application: a request goes in or is answered 503, before anything of it is looked at but its
 * method and its path. It watches how long the event loop takes to come round, while there is anything to watch.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { admits, rankOf } from './admission-rule.ts'
import { refuseBusy } from './refuse-busy.ts'
import { createTurnstile } from './turnstile.ts'

const tick = 10
/** After so many turns without a request nobody watches. */
const quietTurns = 100

/** `next` gets every request that is let in. */
export function admission(maxInFlight: number, next: RequestListener): RequestListener {
  const turnstile = createTurnstile()
  const load = { inFlight: 0, behind: 0, thisTurn: 0 }
  let refused = false
  let quiet = 0
  let cameRoundAt = 0
  let watch: NodeJS.Timeout | undefined

  const comeRound = (): void => {
    cameRoundAt = performance.now()
    turnstile.turn(cameRoundAt, !refused)
    quiet = load.thisTurn > 0 || turnstile.resting > 0 ? 0 : quiet + 1
    refused = false
    load.thisTurn = 0
    if (quiet < quietTurns) return
    clearInterval(watch)
    watch = undefined
  }
  const look = (): void => {
    const now = performance.now()
    if (!watch) {
      cameRoundAt = now
      watch = setInterval(comeRound, tick).unref()
    }
    load.behind = now - cameRoundAt
  }
  return (incoming, outgoing) => {
    look()
    const rank = rankOf(incoming.method, incoming.url)
    const isStale = rank === 'other' && turnstile.isStale(incoming.socket)
    if (isStale || !admits(rank, load, maxInFlight)) {
      refused ||= !isStale
      outgoing.once('close', () => turnstile.rest(incoming.socket))
      return refuseBusy(incoming, outgoing)
    }
    load.thisTurn += 1
    // Streams last, and have a bound of their own.
    if (rank !== 'stream') count(load, incoming, outgoing)
    next(incoming, outgoing)
  }
}

/** In flight is a request that is whole until its answer is: who sends or reads slowly on purpose holds no place. */
function count(load: { inFlight: number }, incoming: IncomingMessage, outgoing: ServerResponse): void {
  let places = 0
  const enter = (): void => {
    if (outgoing.writableEnded || outgoing.destroyed) return
    places = 1
    load.inFlight += 1
  }
  const leave = (): void => {
    load.inFlight -= places
    places = 0
  }
  if (incoming.method === 'POST') incoming.once('end', enter)
  else enter()
  outgoing.once('prefinish', leave)
  outgoing.once('close', leave)
}
