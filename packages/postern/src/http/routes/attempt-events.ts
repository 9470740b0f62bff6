/**
 * `GET /attempts/:id/events`: the waiting page's server-sent events. A signal wakes it, the store is the truth, and it
 * ends with the attempt. Two streams an attempt and a bounded number a process; whoever gets none polls.
 */

import type { Waiting, WaitingState } from '../../engine/sign-in/watch.ts'
import type { Call } from '../call.ts'
import { listedOrigin } from '../cors.ts'
import { headerOf, privateHeaders } from '../headers.ts'
import { problemReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { watchAttempt } from './attempt.ts'

const mostPerAttempt = 2
const mostStreams = 10_000
const lookEvery = 3_000
/** Of all streams together, per second: many streams look less often each, and rely on their signals. */
const mostLooks = 500
/** Proxies close a stream that is silent for longer. */
const longestSilence = 15_000
// `no-transform`: what compresses collects first (RFC 9111 §5.2.2.6).
const headers = {
  ...privateHeaders,
  'cache-control': 'no-store, no-transform',
  'content-type': 'text/event-stream',
  'x-accel-buffering': 'no',
}

/** A factory, so that each mount counts its own streams. */
export function attemptEventsRoute({ maxStreams = mostStreams }: { readonly maxStreams?: number } = {}): Route {
  const open = new Map<string, number>()
  let streams = 0
  const leave = (id: string): void => {
    streams--
    const left = (open.get(id) ?? 1) - 1
    if (left > 0) open.set(id, left)
    else open.delete(id)
  }
  // By chance longer or shorter: streams that came together, after a restart, would look together for as long as they live.
  const pause = (): number => Math.max(lookEvery, (streams / mostLooks) * 1000) * (0.5 + Math.random())
  return {
    method: 'GET',
    path: '/attempts/:id/events',
    async handle(call) {
      // A page of a neighbouring host could not read a stream, but take the asker's places.
      if (isForeign(call)) return problemReply('origin-refused', { detail: 'Streams are for pages of our own origin.' })
      const watched = await watchAttempt(call)
      if (watched.kind === 'attempt-unknown') return problemReply('attempt-unknown')
      const { id } = watched.attempt
      // Nobody would ever read, and so nobody would ever close, the stream of a `HEAD`.
      if (call.c.req.method === 'HEAD') return { status: 200, headers, cookies: [], body: null }
      if (streams >= maxStreams || (open.get(id) ?? 0) >= mostPerAttempt) return problemReply('busy')
      streams++
      open.set(id, (open.get(id) ?? 0) + 1)
      return { status: 200, headers, cookies: [], body: stream(call, watched, pause, () => leave(id)) }
    },
  }
}

function isForeign({ c, scope }: Call): boolean {
  const site = headerOf(c, 'sec-fetch-site') ?? 'none'
  return site !== 'same-origin' && site !== 'none' && listedOrigin(c, scope) === undefined
}

/** `pause`: how long to wait between two looks, in milliseconds. */
function stream(call: Call, first: Waiting, pause: () => number, leave: () => void): ReadableStream<Uint8Array> {
  const gone = new AbortController()
  const stop = (): void => gone.abort()
  for (const signal of [call.c.req.raw.signal, call.http.ending]) {
    signal.addEventListener('abort', stop, { once: true })
    // One that was aborted before says it to nobody.
    if (signal.aborted) stop()
  }
  const encoder = new TextEncoder()
  return new ReadableStream({
    async start(controller) {
      const send = (text: string): void => controller.enqueue(encoder.encode(text))
      try {
        for await (const state of states(call, first, pause, gone.signal))
          send(state ? `event: state\ndata: ${state}\n\n` : ':\n\n')
        controller.close()
      } catch (error) {
        // A reader who is gone hears nothing of it; one who is not asks again.
        controller.error(error)
      } finally {
        call.http.ending.removeEventListener('abort', stop)
        leave()
      }
    },
    cancel: stop,
  })
}

/** Each state that differs from the last, and now and then none, which keeps proxies from closing the stream. */
async function* states(
  call: Call,
  { attempt, state: first }: Waiting,
  pause: () => number,
  signal: AbortSignal,
): AsyncGenerator<WaitingState | undefined> {
  let state = first
  let silence = 0
  yield state
  while (!isOver(state) && !signal.aborted) {
    const milliseconds = pause()
    await call.http.signals.wait(attempt.id, milliseconds, signal)
    if (signal.aborted) return
    const seen = (await look(call)) ?? state
    if (seen === 'not-its-asker') return
    silence += milliseconds
    if (seen !== state || silence >= longestSilence) {
      yield seen === state ? undefined : seen
      silence = 0
    }
    state = seen
  }
}

/**
 * A store that is busy has no news; the next look asks again. A sign-in in another tab renews the binding that this stream
 * was opened with: whoever holds the new one asks anew, and learns what became of the attempt.
 */
async function look(call: Call): Promise<WaitingState | 'not-its-asker' | undefined> {
  const watched = await watchAttempt(call).catch(() => undefined)
  return watched?.kind === 'attempt-unknown' ? 'not-its-asker' : watched?.state
}

const isOver = (state: WaitingState): boolean => state !== 'waiting' && state !== 'approved'
