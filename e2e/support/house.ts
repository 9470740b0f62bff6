/**
 * A whole application on loopback: a page that says who is signed in, Postern mounted beside it, and its dev inbox. It
 * notes every request by the network it came from, so that a test can say what one visitor did and was given. Knows no
 * browser.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Postern, type PosternOptions, postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { houseStore } from './store.ts'

export interface Visit {
  /** The visitor's network address, as its proxy told it. */
  readonly from: string
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly status: number
  /** The names of the cookies that were set, dropped ones not counted. */
  readonly cookies: readonly string[]
}

export interface House {
  readonly url: string
  readonly auth: Postern
  readonly inbox: ReturnType<typeof devInbox>
  readonly visits: readonly Visit[]
  /** What one visitor did. */
  visitsFrom(network: string): readonly Visit[]
  /** Every type of event so far, in order. */
  readonly events: readonly string[]
  /** A page of the application's own, at a path. */
  serve(path: string, html: string): void
  /** Sets the machine's clock ahead. Wakes nobody: what waits looks again by itself within three seconds. */
  later(milliseconds: number): void
  close(): Promise<void>
}

export type HouseOptions = Partial<Omit<PosternOptions, 'baseUrl' | 'secret' | 'store'>>

const trueNow = Date.now

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const visits: Visit[] = []
  const events: string[] = []
  const faults: unknown[] = []
  const pages = new Map<string, string>()
  const inbox = devInbox()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://localhost:${port}`
  let ahead = 0
  Date.now = () => trueNow() + ahead
  const { source, nodes, release } = await houseStore()
  const node = (): Postern =>
    postern({
      name: 'Acme',
      startUrl: '/home',
      homeUrl: '/home',
      trustedHops: 1,
      mail: { from: 'Acme <no-reply@acme.example>', transport: inbox },
      onFault: (fault) => faults.push(fault),
      ...options,
      baseUrl: url,
      secret: 'a secret of the browser tests, long enough',
      store: source,
    })
  const auths = Array.from({ length: nodes }, node)
  for (const auth of auths) {
    auth.on('*', (event) => void events.push(event.type))
    await auth.start()
  }
  let turn = 0
  // Nothing sticks: every request goes to the next node.
  const next = (): Postern => auths[turn++ % nodes] as Postern
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    note(request, response, visits)
    void answer(next(), pages, request, response)
  })
  return {
    url,
    auth: next(),
    inbox,
    visits,
    events,
    visitsFrom: (network) => visits.filter((visit) => visit.from === network),
    serve: (path, html) => void pages.set(path, html),
    later(milliseconds) {
      ahead += milliseconds
    },
    async close() {
      Date.now = trueNow
      for (const auth of auths) await auth.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await release()
      if (faults.length > 0) throw new AggregateError(faults, 'the house had faults')
    },
  }
}

function note(request: IncomingMessage, response: ServerResponse, visits: Visit[]): void {
  response.on('close', () => {
    const set = [response.getHeader('set-cookie') ?? []].flat().map(String)
    visits.push({
      from: String(request.headers['x-forwarded-for'] ?? ''),
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      status: response.statusCode,
      cookies: set.filter((cookie) => !cookie.includes('Max-Age=0')).map((cookie) => cookie.split('=', 1)[0] ?? ''),
    })
  })
}

async function answer(
  auth: Postern,
  pages: ReadonlyMap<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url?.startsWith('/auth/')) return auth.node(request, response)
  const user = await auth.getUser(request)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(
    pages.get(request.url ?? '') ??
      `<!doctype html><html lang="en"><title>Acme</title><h1>${user ? `Inside as ${user.email}` : 'Nobody is inside'}</h1>`,
  )
}
