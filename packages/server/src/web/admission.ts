/**
 * The door before the application: a request goes in, waits for the next turn of the event loop, or is answered 503,
 * before anything of it is looked at but its method and its path. Turns are kept short, as a turn lets in one new
 * connection and no more: https://github.com/libuv/libuv/pull/3696
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Burden, type Rank, rankOf, rule } from './admission-rule.ts'
import { refuseBusy } from './refuse-busy.ts'
import { createTurns, type Turns } from './turns.ts'
import { createTurnstile, type Turnstile } from './turnstile.ts'

const tick = 10
/** After so many ticks without anything to do nobody watches. */
const quietTicks = 100

interface Waiting {
  readonly rank: Rank
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

export interface AdmissionOptions {
  readonly maxInFlight: number
  /** Mails that wait to be handed over, for each transport. Asked for each request that wants one. */
  readonly mails: () => Burden['mails']
}

/** `next` gets every request that is let in. */
export function admission({ maxInFlight, mails }: AdmissionOptions, next: RequestListener): RequestListener {
  const turnstile = createTurnstile()
  const load = { inFlight: 0 }
  const enter = ({ rank, incoming, outgoing }: Waiting): void => {
    if (incoming.destroyed) return
    // Streams last, and have a bound of their own.
    if (rank !== 'stream') count(load, incoming, outgoing)
    next(incoming, outgoing)
  }
  const turns = createTurns(enter)
  const burden: Burden = {
    maxInFlight,
    get underWay() {
      return load.inFlight + turns.waiting
    },
    get mails() {
      return mails()
    },
  }
  const watch = createWatch(turns, turnstile, () => maxInFlight - burden.underWay)
  return (incoming, outgoing) => {
    const rank = rankOf(incoming.method, incoming.url)
    const now = performance.now()
    watch.see(now)
    const isStale = isNew(rank) && turnstile.isStale(incoming.socket)
    const ruling = isStale ? 'no-room' : rule(rank, burden)
    if (ruling !== 'enter') {
      // Others than those who want a mail may have room all the same.
      if (!isStale && ruling === 'no-room') watch.refused()
      // Node reads on once more after an answer, to throw away what is left of a body: it must have done so.
      outgoing.once('close', () => void setImmediate(() => turnstile.rest(incoming.socket)))
      refuseBusy(incoming, outgoing)
    } else if (rank === 'health' || turns.hasTime(now)) enter({ rank, incoming, outgoing })
    else turns.add({ rank, incoming, outgoing }, rank === 'finishing')
  }
}

interface Watch {
  /** Somebody came. */
  see(now: number): void
  /** Somebody found no room. */
  refused(): void
}

/** Looks after those who rest, every few milliseconds while there is something to do. */
function createWatch(turns: Turns<Waiting>, turnstile: Turnstile, room: () => number): Watch {
  let hasRefused = false
  let quiet = 0
  let timer: NodeJS.Timeout | undefined

  const look = (): void => {
    const now = performance.now()
    turns.begin(now)
    // Where somebody was just refused, those who are being read fill the room by themselves.
    turnstile.turn(now, hasRefused ? 0 : room())
    hasRefused = false
    quiet = turnstile.resting > 0 ? 0 : quiet + 1
    if (quiet < quietTicks) return
    clearInterval(timer)
    timer = undefined
  }
  return {
    see(now) {
      quiet = 0
      if (timer) return
      turns.begin(now)
      timer = setInterval(look, tick).unref()
    },
    refused: () => void (hasRefused = true),
  }
}

const isNew = (rank: Rank): boolean => rank === 'other' || rank === 'asking'

/** In flight is a request that is whole until its answer is: who sends or reads slowly on purpose holds no place. */
function count(load: { inFlight: number }, incoming: IncomingMessage, outgoing: ServerResponse): void {
  let places = 0
  const take = (): void => {
    if (outgoing.writableEnded || outgoing.destroyed) return
    places = 1
    load.inFlight += 1
  }
  const leave = (): void => {
    load.inFlight -= places
    places = 0
  }
  if (incoming.method === 'POST') incoming.once('end', take)
  else take()
  outgoing.once('prefinish', leave)
  outgoing.once('close', leave)
}
