/** How an attempt stands, as the server tells it: by its stream of events, and by asking where streams do not come. */
import { PosternClientError } from './error.ts'

/** Between two questions, in milliseconds. */
const pause = 3_000
/** A proxy that holds the first event back for longer will hold back the others. */
const firstEvent = 5_000
/** The server breaks its silence every 15 seconds. After this one the machine has slept, or the stream is dead. */
const silence = 40_000

export interface Watching {
  /** Opens the stream. */
  readonly stream: (signal: AbortSignal) => Promise<Response>
  /** Asks once; a problem's code where there is one. */
  readonly ask: () => Promise<string>
  readonly signal: AbortSignal | undefined
}

/** Every state that is told, the same one perhaps twice; ends only with the caller's patience, and then tells no more. */
export async function* states({ stream, ask, signal }: Watching): AsyncGenerator<string> {
  for (let streams = true; ; await rest(signal)) {
    check(signal)
    if (streams) streams = yield* streamed(stream, signal)
    check(signal)
    const state = await ask().catch((error: unknown) => {
      // A server that is away or busy may come back; a refusal stays one.
      if (!(error instanceof PosternClientError) || (error.status > 0 && error.status < 500)) throw error
    })
    check(signal)
    if (state) yield state
  }
}

function check(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw (signal.reason as Error | undefined) ?? new PosternClientError('aborted')
}

/** Whether anything was heard. */
async function* streamed(
  open: Watching['stream'],
  signal: AbortSignal | undefined,
): AsyncGenerator<string, boolean, undefined> {
  const guard = new AbortController()
  const stop = (): void => guard.abort()
  let timer = setTimeout(stop, firstEvent)
  let heard = false
  signal?.addEventListener('abort', stop)
  try {
    const { ok, body } = await open(guard.signal)
    const reader = ok ? body?.getReader() : undefined
    const decoder = new TextDecoder()
    for (let text = ''; reader; ) {
      const { done, value } = await reader.read()
      if (done) break
      heard = true
      clearTimeout(timer)
      timer = setTimeout(stop, silence)
      const events = (text + decoder.decode(value, { stream: true })).split('\n\n')
      text = events.pop() ?? ''
      yield* statesIn(events, guard.signal)
    }
  } catch {
    // What the stream did not say, the question will.
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    stop()
  }
  return heard
}

/** While somebody listens. */
function* statesIn(events: readonly string[], signal: AbortSignal): Generator<string> {
  for (const event of events) if (!signal.aborted) yield* /^data: ?(.+)/m.exec(event)?.slice(1) ?? []
}

/** Ends early with the caller's patience. */
function rest(signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve(undefined)
    setTimeout(resolve, pause)
    signal?.addEventListener('abort', resolve, { once: true })
  })
}
