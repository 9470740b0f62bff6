/**
 * The door before the application: a request goes in, waits for the next turn of the event loop, or is answered 503,
 * before anything of it is looked at but its method and its path. Turns are kept short, as a turn lets in one new
 * connection and no more: https://github.com/libuv/libuv/pull/3696
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type Burden, type Rank, rankOf, rule } from './admission-rule.ts'
import { refuseBusy } from './refuse-busy.ts'
import { createTurnstile } from './turnstile.ts'

/** Milliseconds of one turn that go to requests; what comes after waits for the next one. */
const longestTurn = 5
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
  /** Mails that wait to be handed over. Asked for each request that wants one. */
  readonly mails: () => Burden['mails']
}

/** `next` gets every request that is let in. */
export function admission({ maxInFlight, mails }: AdmissionOptions, next: RequestListener): RequestListener {
  const turnstile = createTurnstile()
  const load = { inFlight: 0 }
  const first: Waiting[] = []
  const others: Waiting[] = []
  let turnBegan = 0
  let hasRefused = false
  let quiet = 0
  let watch: NodeJS.Timeout | undefined

  const underWay = (): number => load.inFlight + first.length + others.length
  const burden: Burden = {
    maxInFlight,
    get underWay() {
      return underWay()
    },
    get mails() {
      return mails()
    },
  }
  const look = (): void => {
    turnBegan = performance.now()
    // Where somebody was just refused, those who are being read fill the room by themselves.
    turnstile.turn(turnBegan, hasRefused ? 0 : maxInFlight - underWay())
    hasRefused = false
    quiet = turnstile.resting > 0 ? 0 : quiet + 1
    if (quiet < quietTicks) return
    clearInterval(watch)
    watch = undefined
  }
  const hasTime = (): boolean => {
    const now = performance.now()
    if (!watch) {
      turnBegan = now
      watch = setInterval(look, tick).unref()
    }
    quiet = 0
    return now - turnBegan < longestTurn
  }
  const enter = ({ rank, incoming, outgoing }: Waiting): void => {
    // Streams last, and have a bound of their own.
    if (rank !== 'stream') count(load, incoming, outgoing)
    next(incoming, outgoing)
  }
  const turn = (): void => {
    turnBegan = performance.now()
    step()
  }
  // Between two steps those who are in get on with their work, so that the clock counts that too.
  const step = (): void => {
    const one = first.shift() ?? others.shift()
    if (!one) return
    if (!one.incoming.destroyed) enter(one)
    if (performance.now() - turnBegan < longestTurn) queueMicrotask(step)
    else if (first.length + others.length > 0) setImmediate(turn)
  }
  const wait = (one: Waiting): void => {
    if (first.length + others.length === 0) setImmediate(turn)
    const queue = one.rank === 'finishing' ? first : others
    queue.push(one)
  }
  return (incoming, outgoing) => {
    const rank = rankOf(incoming.method, incoming.url)
    const isInTime = hasTime()
    const isStale = isNew(rank) && turnstile.isStale(incoming.socket)
    const ruling = isStale ? 'no-room' : rule(rank, burden)
    if (ruling !== 'enter') {
      // Others than those who want a mail may have room all the same.
      hasRefused ||= !isStale && ruling === 'no-room'
      outgoing.once('close', () => turnstile.rest(incoming.socket))
      refuseBusy(incoming, outgoing)
    } else if (rank === 'health' || (isInTime && first.length + others.length === 0))
      enter({ rank, incoming, outgoing })
    else wait({ rank, incoming, outgoing })
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
