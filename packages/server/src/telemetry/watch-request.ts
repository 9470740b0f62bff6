/** Each request, by the pattern of its route: to the log, to the metrics, to the trace. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Runtime } from 'postern/kit'
import type { AnswerStatus, Log } from '../logs/log.ts'
import { patternOf } from '../web/route-pattern.ts'
import type { Watchers } from './observe.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export interface Exchange {
  readonly runtime: Runtime
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

/** Does the work, and tells of it when the answer is out. */
export function watchRequest(log: Log, { metrics, spans }: Watchers, exchange: Exchange, work: () => void): void {
  if (!log.tellsRequests && !metrics && !spans) {
    work()
    return
  }
  const { runtime, incoming, outgoing } = exchange
  const begun = performance.now()
  const method = methods.has(incoming.method ?? '') ? (incoming.method ?? '') : 'other'
  const route = patternOf(runtime, method, incoming.url ?? '/')
  outgoing.once('close', () => {
    const passed = performance.now() - begun
    const status = statusOf(outgoing)
    log.request({ method, route, status, ms: Math.round(passed) })
    metrics?.request({ method, route, status, seconds: passed / 1000 })
  })
  if (!spans) work()
  else {
    const onEnd = (ended: (status: AnswerStatus) => void) => outgoing.once('close', () => ended(statusOf(outgoing)))
    spans.request({ method, route, headers: incoming.headers, onEnd }, work)
  }
}

/** An answer that was never begun has the status 200 all the same: its caller went, or was let go, before there was one. */
function statusOf({ headersSent, writableFinished, statusCode }: ServerResponse): AnswerStatus {
  return headersSent || writableFinished ? statusCode : 'aborted'
}
