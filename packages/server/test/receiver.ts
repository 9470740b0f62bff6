/** Somebody's service that is called: what it was given, and what it answers. */
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** 204 to everything, unless it is told otherwise. */
  answer: (call: Received) => { readonly status: number; readonly headers?: OutgoingHttpHeaders }
  close(): void
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    incoming.on('end', () => {
      const call = { path: incoming.url ?? '', headers: incoming.headers as Record<string, string>, body }
      received.push(call)
      const { status, headers } = receiver.answer(call)
      outgoing.writeHead(status, headers).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: () => ({ status: 204 }),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return receiver
}
