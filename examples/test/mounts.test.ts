// Every binding inside its real framework: with and without a body parser, at another path, behind a proxy.
import { request } from 'node:http'
import Fastify from 'fastify'
import { type Postern, postern } from 'postern'
import { devInbox } from 'postern/dev-inbox'
import { posternPlugin } from 'postern/fastify'
import { sqlite } from 'postern/sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import { openStream, waitInStreams } from './event-stream.ts'
import { type Host, hosts, nesting, type Parser, parsing } from './hosts.ts'
import { startProxy } from './proxy.ts'
import { freePort } from './run-program.ts'
import { createVisitor } from './visitor.ts'
import { type TokenOf, tokenIn, walkThrough } from './walk-through.ts'

// Development answers loopback alone, which has networks enough to tell a proxy's caller from the proxy.
const caller = '127.0.113.7'
let stops: (() => Promise<void>)[] = []
let faults: unknown[] = []

afterEach(async () => {
  const all = stops.reverse()
  stops = []
  for (const stop of all) await stop()
  const seen = faults
  faults = []
  if (seen.length > 0) throw new AggregateError(seen, 'there were faults')
})

interface Place {
  readonly base?: string
  readonly parser?: Parser
  /** What a proxy takes off the path. Without it there is no proxy. */
  readonly strip?: string
}

interface Started {
  readonly origin: string
  readonly auth: Postern
  readonly tokenOf: TokenOf
  /** The addresses that were taken for the caller's. */
  readonly addresses: ReadonlySet<string>
}

async function start(host: Host, { base = '/auth', parser, strip }: Place = {}): Promise<Started> {
  const [port, front] = [await freePort(), strip === undefined ? undefined : await freePort()]
  const inbox = devInbox()
  const addresses = new Set<string>()
  const origin = `http://localhost:${front ?? port}`
  const auth = postern({
    baseUrl: origin,
    basePath: base,
    secret: 'a secret for tests, of thirty-two bytes and more',
    store: sqlite(':memory:'),
    mail: { from: 'Acme <no-reply@acme.example>', transport: inbox },
    trustedHops: front === undefined ? 0 : 1,
    placeOf: (address) => void addresses.add(address),
    onFault: (fault) => faults.push(fault),
  })
  stops.push(() => auth.close())
  stops.push(await host({ auth, port, parser, at: base.slice(strip?.length ?? 0) }))
  if (front !== undefined) stops.push(await startProxy({ port: front, target: port, caller, strip: strip ?? '' }))
  return { origin, auth, addresses, tokenOf: async (email) => tokenIn(await inbox.next({ to: email })) }
}

describe.each(Object.entries(hosts))('%s', (_name, host) => {
  test('signs people and programs in and out', async () => {
    const { origin, tokenOf, addresses } = await start(host)
    await walkThrough(origin, '/auth', tokenOf)
    expect([...addresses]).toEqual(['127.0.0.1'])
  })

  test('does so at another path', async () => {
    const { origin, tokenOf } = await start(host, { base: '/account/auth' })
    await walkThrough(origin, '/account/auth', tokenOf)
  })

  test('does so behind a proxy, whose word on who calls is taken, and behind one that takes a prefix off', async () => {
    for (const strip of ['', '/account']) {
      const { origin, tokenOf, addresses } = await start(host, { base: '/account/auth', strip })
      await walkThrough(origin, '/account/auth', tokenOf)
      expect([...addresses]).toEqual([caller])
    }
  })

  test('streams to a page that waits, and notices when one goes away', async () => {
    const { origin, tokenOf } = await start(host)
    const visitor = createVisitor(origin)
    const asked = await visitor.call('/auth/magic-link', { email: 'ada@acme.example' })
    const { attemptId } = JSON.parse(asked.text)
    const cookie = visitor.jar.header() ?? ''
    const url = `${origin}/auth/attempts/${attemptId}/events`
    await waitInStreams(url, cookie, async () =>
      visitor.call('/auth/magic-link/verify', { token: await tokenOf('ada@acme.example') }),
    )
  })

  test('survives callers that hang up in the middle of a body', async () => {
    const { origin } = await start(host)
    await Promise.all([1, 2, 3].map(() => hangUp(`${origin}/auth/magic-link`)))
    expect((await fetch(`${origin}/auth/me`)).status).toBe(401)
  })
})

test.each(parsing)('%s signs people and programs in and out, though every body was read before', async (...row) => {
  const [, host, parser] = row
  const { origin, tokenOf } = await start(host, { parser })
  await walkThrough(origin, '/auth', tokenOf)
})

describe.each(Object.entries(nesting))('%s', (_name, host) => {
  test('signs people and programs in and out, though the path was taken apart', async () => {
    const { origin, tokenOf } = await start(host, { base: '/account/auth' })
    await walkThrough(origin, '/account/auth', tokenOf)
  })
})

test('Fastify closes though a page waits, if Postern is closed before', async () => {
  const app = Fastify()
  const { auth, origin } = await start(async (mounting) => {
    await app.register(posternPlugin(mounting.auth))
    app.addHook('preClose', () => mounting.auth.close())
    await app.listen({ port: mounting.port, host: '127.0.0.1' })
    return () => app.close()
  })
  const visitor = createVisitor(origin)
  const { attemptId } = JSON.parse((await visitor.call('/auth/magic-link', { email: 'ada@acme.example' })).text)
  const url = `${origin}/auth/attempts/${attemptId}/events`
  const stream = await openStream(url, visitor.jar.header() ?? '')
  expect(await stream.next()).toContain('data: waiting')
  await app.close()
  expect(await stream.next()).toBe('')
  await auth.close()
})

function hangUp(url: string): Promise<void> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': '1000' }
    const call = request(url, { method: 'POST', headers })
    call.on('error', () => undefined)
    call.on('close', resolve)
    call.write('{"email":')
    setTimeout(() => call.destroy(), 50)
  })
}
