import { request } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type Browser, browser } from './browser.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { cleanUp, dev, host, newFolder, start, until } from './process.ts'

const servers: { close(): unknown }[] = []

afterEach(async () => {
  await cleanUp()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function mail(port?: number): Promise<MailServer> {
  const server = await mailServer(port)
  servers.push(server)
  return server
}

/** The failures a caller may see when a server leaves: nobody listens any more. All others are dropped requests. */
const isRefused = (fault: unknown): boolean => (fault as NodeJS.ErrnoException).code === 'ECONNREFUSED'

test('SIGTERM under load drops no request', async () => {
  const smtp = await mail()
  const { url, stop } = await start({ env: { SMTP_URL: smtp.url } })
  const faults: unknown[] = []
  const statuses = new Map<number, number>()
  let isLeaving = false
  const caller = async (someone: Browser, n: number): Promise<void> => {
    for (let turn = 0; ; turn++) {
      const json = { email: `load${n}-${turn}@example.com` }
      try {
        const { status } = await someone.ask(
          turn % 2 === 0 ? '/auth/me' : '/auth/magic-link',
          turn % 2 === 0 ? {} : { json },
        )
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      } catch (fault) {
        if (!isLeaving || !isRefused(fault)) faults.push(fault)
        return
      }
    }
  }
  const callers = Array.from({ length: 16 }, (_, n) => caller(browser(url, host), n))
  await until(() => ((statuses.get(401) ?? 0) > 100 ? true : undefined), 'load', 30_000)
  isLeaving = true
  const ended = await stop()
  await Promise.all(callers)
  expect(faults).toEqual([])
  expect(ended).toMatchObject({ code: 0, stderr: '' })
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
})

test('a request under way is answered, and readiness says so meanwhile', async () => {
  const { url, stop } = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  const probe = browser(url)
  expect((await probe.ask('/health/ready')).status).toBe(200)
  const slow = slowly(url)
  await slow.begun
  const ended = stop()
  const draining = await until(async () => {
    const answer = await probe.ask('/health/ready')
    return answer.status === 503 ? answer : undefined
  }, 'a 503')
  expect(draining.json()).toEqual({ status: 'draining' })
  expect(draining.headers.connection).toBe('close')
  await expect(browser(url).ask('/health/live')).rejects.toSatisfy(isRefused)
  expect(await slow.finish()).toBe(200)
  expect(await ended).toMatchObject({ code: 0 })
})

test('a second signal ends the process at once', async () => {
  const { url, stop, stdout } = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  const slow = slowly(url)
  await slow.begun
  const ended = stop()
  await until(() => (stdout().includes('"stopping"') ? true : undefined), 'the first signal')
  const begun = performance.now()
  void stop()
  expect((await ended).code).toBe(143)
  expect(performance.now() - begun).toBeLessThan(8_000)
  await expect(slow.finish()).rejects.toThrow(/socket hang up|ECONNRESET|EPIPE/)
})

test('a request that never ends holds a process for 10 s at most', { timeout: 40_000 }, async () => {
  const { url, stop } = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  const slow = slowly(url)
  await slow.begun
  const begun = performance.now()
  expect(await stop()).toMatchObject({ code: 0 })
  expect(performance.now() - begun).toBeLessThan(25_000)
  await expect(slow.finish()).rejects.toThrow(/socket hang up|ECONNRESET|EPIPE/)
})

test('event streams end, so that their readers go elsewhere', async () => {
  const { url, stop } = await dev()
  const ann = browser(url)
  const { attemptId } = (await ann.ask('/auth/magic-link', { json: { email: 'ann@example.com' } })).json()
  const streams = await Promise.all([listen(ann, url, String(attemptId)), listen(ann, url, String(attemptId))])
  const begun = performance.now()
  expect(await stop()).toMatchObject({ code: 0, stderr: '' })
  expect(performance.now() - begun).toBeLessThan(9_000)
  for (const stream of streams) expect(await stream.ended).toBe('end')
})

test('a mail that the mail server kept waiting is delivered by the next process at once', {
  timeout: 60_000,
}, async () => {
  const folder = newFolder()
  const mute = await muteServer()
  const first = await start({ folder, env: { SMTP_URL: `smtp://127.0.0.1:${mute.port}` } })
  const ann = browser(first.url, host)
  expect((await ann.ask('/auth/magic-link', { json: { email: 'ann@example.com' } })).status).toBe(200)
  await until(() => (mute.calls() > 0 ? true : undefined), 'a call at the mail server')
  expect(await first.stop()).toMatchObject({ code: 0 })
  const smtp = await mail()
  await start({ folder, env: { SMTP_URL: smtp.url } })
  const begun = performance.now()
  await smtp.next('ann@example.com')
  // Its lease would have held it for a minute.
  expect(performance.now() - begun).toBeLessThan(30_000)
})

test('a mail that was queued while the mail server was down is delivered by the next process', async () => {
  const folder = newFolder()
  const closed = await mailServer()
  await closed.close()
  const first = await start({ folder, env: { SMTP_URL: closed.url } })
  const ann = browser(first.url, host)
  expect((await ann.ask('/auth/magic-link', { json: { email: 'ann@example.com' } })).status).toBe(200)
  expect(await first.stop()).toMatchObject({ code: 0 })
  const smtp = await mail(closed.port)
  await start({ folder, env: { SMTP_URL: smtp.url } })
  await smtp.next('ann@example.com')
  expect(smtp.taken).toHaveLength(1)
})

/** A sign-in whose body waits to be finished. */
function slowly(url: string): { readonly begun: Promise<void>; finish(): Promise<number> } {
  const body = JSON.stringify({ email: 'slow@example.com' })
  const headers = { host, 'content-type': 'application/json', 'content-length': String(body.length) }
  const outgoing = request(new URL('/auth/magic-link', url), { method: 'POST', headers })
  const status = new Promise<number>((resolve, reject) => {
    outgoing.on('response', (incoming) => resolve(incoming.resume().statusCode ?? 0))
    outgoing.on('error', reject)
  })
  status.catch(() => undefined)
  const begun = new Promise<void>((resolve) => outgoing.write(body.slice(0, 5), () => setTimeout(resolve, 100)))
  return {
    begun,
    finish() {
      outgoing.end(body.slice(5))
      return status
    },
  }
}

async function listen(someone: Browser, url: string, attemptId: string): Promise<{ readonly ended: Promise<string> }> {
  const cookie = [...someone.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const outgoing = request(new URL(`/auth/attempts/${attemptId}/events`, url), { headers: { cookie } })
  outgoing.end()
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      const ended = new Promise<string>((tell) => {
        incoming.on('end', () => tell('end'))
        incoming.on('error', () => tell('cut'))
      })
      incoming.once('data', () => resolve({ ended }))
    })
  })
}

/** Takes connections and never says a word. */
async function muteServer(): Promise<{ readonly port: number; calls(): number }> {
  let calls = 0
  const sockets: Socket[] = []
  const server: Server = createServer((socket) => {
    calls++
    sockets.push(socket.on('error', () => undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push({
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  })
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, calls: () => calls }
}
