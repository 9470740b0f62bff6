/**
 * Spans by the OpenTelemetry API alone: whoever wants them loads an SDK before the server. Names and attributes are ours,
 * from closed lists: no address, no secret, no path as it was sent.
 */
import {
  type Attributes,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { version } from '../cli/version.ts'
import type { AnswerStatus } from '../logs/log.ts'

export interface Spans {
  /** A piece of work within whatever is under way. */
  around<T>(name: string, attributes: Attributes, work: (span: Span) => Promise<T>): Promise<T>
  /** A request of somebody else's, whose trace it may belong to. Answers how to end it. */
  request(about: RequestStart, work: () => void): void
}

export interface RequestStart {
  readonly method: string
  readonly route: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Calls back with the status when the answer is out. */
  onEnd(ended: (status: AnswerStatus) => void): void
}

/** As proxies call it where nobody waited for the answer. */
const callerGone = 499

export function createSpans(): Spans {
  // Asked for each time: an SDK may register itself late.
  const tracer = (): Tracer => trace.getTracer('postern', version)
  return {
    around: (name, attributes, work) =>
      tracer().startActiveSpan(name, { attributes }, async (span) => {
        try {
          return await work(span)
        } catch (fault) {
          // Its kind, never its words: they may quote what somebody sent.
          span.setStatus({ code: SpanStatusCode.ERROR })
          span.setAttribute('error.type', fault instanceof Error ? fault.name : typeof fault)
          throw fault
        } finally {
          span.end()
        }
      }),
    request({ method, route, headers, onEnd }, work) {
      const parent = propagation.extract(context.active(), headers)
      const attributes = { 'http.request.method': method, 'http.route': route }
      const span = tracer().startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent)
      onEnd((status) => {
        const code = status === 'aborted' ? callerGone : status
        span.setAttribute('http.response.status_code', code)
        if (code >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
      })
      context.with(trace.setSpan(parent, span), work)
    },
  }
}
