/** Who may read the metrics: whoever shows the secret, or whoever reaches a port of their own. Never everybody. */
import { createServer, type Server } from 'node:http'
import { type Call, headerOf, type Ports, problemReply, RawSecret, type Route, reply } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'
import type { Metrics } from './metrics.ts'

const headersOf = ({ contentType }: Metrics) => ({ 'content-type': contentType, 'cache-control': 'no-store' })

/** Like the health checks it answers under any Host. */
export function metricsRoute(metrics: Metrics, secret: string, portsOf: () => Ports): Route {
  const handle = async (call: Call) => {
    const { vault } = portsOf()
    const shown = /^Bearer +(\S+)$/i.exec(headerOf(call.c, 'authorization') ?? '')?.[1] ?? ''
    const hashOf = (text: string) => vault.hash(new RawSecret(text))
    if (!vault.same(hashOf(shown), hashOf(secret))) {
      return problemReply('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } })
    }
    return reply(await metrics.text(), 200, headersOf(metrics))
  }
  return { method: 'GET', path: '/metrics', root: true, anyHost: true, machine: true, handle }
}

export interface MetricsPlace {
  readonly host: string
  readonly port: number
}

/** A listener of its own, for a network that only the monitoring reaches. */
export async function listenForMetrics(metrics: Metrics, { host, port }: MetricsPlace): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.method !== 'GET' || incoming.url?.split('?', 1)[0] !== '/metrics') {
      outgoing.writeHead(404).end()
      return
    }
    metrics.text().then(
      (text) => outgoing.writeHead(200, headersOf(metrics)).end(text),
      () => outgoing.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(new Refusal([`Cannot listen for metrics on ${host}, port ${port}: ${fault.code}.`])),
    )
    server.listen({ host, port }, () => resolve())
  })
  return server
}
