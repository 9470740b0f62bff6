/**
 * `GET /attempts/:id/events`: the waiting page's server-sent events. A signal wakes it, the store is the truth, and it
 * ends with the attempt. Two streams an attempt and a bounded number a process; whoever gets none polls.
 */
import type { WaitingState } from '../../engine/sign-in/watch.ts'
import type { Call } from '../call.ts'
import { privateHeaders } from '../headers.ts'
import { problemReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { watchAttempt } from './attempt.ts'

const mostPerAttempt = 2
const mostStreams = 10_000
const lookEvery = 3_000
const headers = { ...privateHeaders, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }

/** A factory, so that each mount counts its own streams. */
export function attemptEventsRoute(): Route {
  const open = new Map<string, number>()
  let streams = 0
  const leave = (id: string): void => {
    streams--
    const left = (open.get(id) ?? 1) - 1
    if (left > 0) open.set(id, left)
    else open.delete(id)
  }
  return {
    method: 'GET',
    path: '/attempts/:id/events',
    async handle(call) {
      const watched = await watchAttempt(call)
      if (watched.kind === 'attempt-unknown') return problemReply('attempt-unknown')
      const { id } = watched.attempt
      if (streams >= mostStreams || (open.get(id) ?? 0) >= mostPerAttempt) return problemReply('busy')
      streams++
      open.set(id, (open.get(id) ?? 0) + 1)
      return new Response(
        stream(call, id, watched.state, () => leave(id)),
        { status: 200, headers },
      )
    },
  }
}

function stream(call: Call, id: string, first: WaitingState, leave: () => void): ReadableStream<Uint8Array> {
  const gone = new AbortController()
  const stop = (): void => gone.abort()
  call.c.req.raw.signal.addEventListener('abort', stop, { once: true })
  const encoder = new TextEncoder()
  return new ReadableStream({
    async start(controller) {
      let state: WaitingState | undefined = first
      try {
        while (state && !gone.signal.aborted) {
          controller.enqueue(encoder.encode(`event: state\ndata: ${state}\n\n`))
          if (isOver(state)) break
          state = await nextState(call, id, state, gone.signal, () => controller.enqueue(encoder.encode(':\n\n')))
        }
        controller.close()
      } catch {
        // The reader is gone; there is nobody left to tell.
      } finally {
        leave()
      }
    },
    cancel: stop,
  })
}

/** The next state that differs. A comment line now and then keeps proxies from closing the stream. */
async function nextState(
  call: Call,
  id: string,
  last: WaitingState,
  signal: AbortSignal,
  keepAlive: () => void,
): Promise<WaitingState | undefined> {
  for (let looks = 1; !signal.aborted; looks++) {
    await call.http.signals.wait(id, lookEvery, signal)
    if (signal.aborted) return undefined
    const watched = await watchAttempt(call)
    if (watched.kind === 'attempt-unknown') return 'ended'
    if (watched.state !== last) return watched.state
    if (looks % 5 === 0) keepAlive()
  }
  return undefined
}

const isOver = (state: WaitingState): boolean => state !== 'waiting' && state !== 'approved'
