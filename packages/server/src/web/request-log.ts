/** Which route a request is for, by its pattern: the path itself may hold what no log may. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Runtime } from 'postern/kit'
import type { Log } from '../logs/log.ts'

/** Says a line when the answer is out. */
export function logRequest(log: Log, runtime: Runtime, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const begun = performance.now()
  const method = /^[A-Z]{1,16}$/.test(incoming.method ?? '') ? (incoming.method ?? '') : '?'
  const route = patternOf(runtime, method, incoming.url ?? '/')
  outgoing.once('close', () => {
    log.request({ method, route, status: outgoing.statusCode, ms: Math.round(performance.now() - begun) })
  })
}

function patternOf({ app }: Runtime, method: string, url: string): string {
  const path = url.split('?', 1)[0] ?? '/'
  const [found] = app.router.match(method === 'HEAD' ? 'GET' : method, path)
  return found[0]?.[0][1].path ?? '(none)'
}
