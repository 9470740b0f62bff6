import { afterEach, expect, test } from 'vitest'
import { browser, tokenOf } from './browser.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { cleanUp, host, start, until } from './process.ts'
import { lockStore } from './store.ts'

const servers: MailServer[] = []

afterEach(async () => {
  await cleanUp()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function mail(port?: number): Promise<MailServer> {
  const server = await mailServer(port)
  servers.push(server)
  return server
}

test('one signs in through a real mail server, with cookies for https', async () => {
  const smtp = await mail()
  const { url } = await start({ env: { SMTP_URL: smtp.url } })
  const ann = browser(url, host)
  expect((await ann.ask('/auth/magic-link', { json: { email: 'ann@example.com' } })).status).toBe(200)
  const { link, raw } = await smtp.next('ann@example.com')
  expect(link).toMatch(new RegExp(`^https://${host}/auth/link/`))
  expect(raw).toMatch(/^From: Acme <no-reply@acme\.example>\r?$/m)
  const done = await ann.ask('/auth/magic-link/verify', { json: { token: tokenOf(link) } })
  expect(done.json()).toMatchObject({ status: 'signed-in' })
  for (const line of done.headers['set-cookie'] ?? []) expect(line).toMatch(/^__Host-postern-.+; Secure/)
  expect((await ann.ask('/auth/me')).json()).toMatchObject({ email: 'ann@example.com' })
})

test('on a warm connection a mail is with the mail server at once', async () => {
  const smtp = await mail()
  const { url } = await start({ env: { SMTP_URL: smtp.url } })
  const waits: number[] = []
  for (let n = 0; n < 6; n++) {
    const email = `warm${n}@example.com`
    await browser(url, host).ask('/auth/magic-link', { json: { email } })
    const answered = performance.now()
    waits.push((await smtp.next(email)).at - answered)
  }
  const warm = waits.slice(1).sort((a, b) => a - b)
  // Within 50 ms on a machine that does nothing else; this one may be running the rest of the tests.
  expect(warm[2]).toBeLessThan(1_000)
})

test('an unknown Host is refused everywhere but at the health checks', async () => {
  const { url } = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  for (const other of [
    undefined,
    'evil.example',
    `evil.${host}`,
    `${host}.evil.example`,
    `${host}:8443`,
    'localhost',
  ]) {
    const stranger = browser(url, other)
    expect((await stranger.ask('/auth/me')).status, other).toBe(421)
    expect((await stranger.ask('/auth/sign-in', { headers: { accept: 'text/html' } })).status, other).toBe(421)
    expect((await stranger.ask('/health/live')).json()).toEqual({ status: 'live' })
    expect((await stranger.ask('/health/ready')).json()).toMatchObject({ status: 'ready' })
  }
  expect((await browser(url, host).ask('/auth/me')).status).toBe(401)
  expect((await browser(url, host.toUpperCase()).ask('/auth/me')).status).toBe(401)
})

test('every answer asks browsers for https alone, for a year and for this host', async () => {
  const { url } = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  const someone = browser(url, host)
  const page = { accept: 'text/html' }
  const asked = await someone.ask('/auth/magic-link', { json: { email: 'ann@example.com' } })
  const { attemptId } = asked.json() as { attemptId: string }
  const answers = [
    asked,
    await someone.ask('/auth/sign-in', { headers: page }),
    await someone.ask(`/auth/attempts/${attemptId}/events`, { method: 'HEAD' }),
    await someone.ask('/nowhere', { headers: page }),
    await someone.ask('/api/v1/tenants'),
    await browser(url, 'evil.example').ask('/auth/me'),
  ]
  for (const { headers } of answers) expect(headers['strict-transport-security']).toBe('max-age=31536000')
})

test('nothing of development is there', async () => {
  const { url } = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  const someone = browser(url, host)
  for (const path of ['/', '/dev/inbox', '/dev/inbox/messages', '/auth/dev/inbox']) {
    expect((await someone.ask(path)).status, path).toBe(404)
  }
  const page = await someone.ask('/auth/sign-in', { headers: { accept: 'text/html' } })
  expect(page.text).not.toMatch(/inbox|Development/i)
})

test('a network is believed from a configured hop only, and it is said once where none was set or none came', async () => {
  const smtp = { SMTP_URL: 'smtp://127.0.0.1:9' }
  const forwarded = { 'x-forwarded-for': '198.51.100.7' }
  const silent = await start({ env: { ...smtp, POSTERN_TRUSTED_HOPS: '1' } })
  await browser(silent.url, host).ask('/auth/magic-link', { json: { email: 'ann@example.com' }, headers: forwarded })
  expect(silent.stdout()).not.toContain('TRUSTED_HOPS')
  for (const email of ['bob@example.com', 'eve@example.com']) {
    await browser(silent.url, host).ask('/auth/magic-link', { json: { email } })
  }
  await silent.printed(/"level":40,.+A request came without the address that POSTERN_TRUSTED_HOPS promises/)
  expect(silent.stdout().match(/A request came without/g)).toHaveLength(1)
  const loud = await start({ env: { ...smtp, POSTERN_TRUSTED_HOPS: '' } })
  await loud.printed(/"level":40,.+"msg":"POSTERN_TRUSTED_HOPS is not set: /)
  for (const email of ['ann@example.com', 'bob@example.com']) {
    await browser(loud.url, host).ask('/auth/magic-link', { json: { email }, headers: forwarded })
  }
  await loud.printed(/A forwarding header came from a hop nobody configured/)
  expect(loud.stdout().match(/A forwarding header/g)).toHaveLength(1)
})

test('readiness fails while the database cannot be written, and comes back', async () => {
  const { url, folder } = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  const probe = browser(url)
  const unlock = await lockStore(folder)
  const failing = await probe.ask('/health/ready')
  expect([failing.status, failing.json()]).toEqual([503, expect.objectContaining({ status: 'failing' })])
  expect((await probe.ask('/health/live')).status).toBe(200)
  await unlock()
  await until(async () => ((await probe.ask('/health/ready')).status === 200 ? true : undefined), 'readiness')
})

test('readiness names each part, and a mail server that fails leaves the process in service', async () => {
  const server = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
  const { url } = server
  const probe = browser(url)
  const parts = { store: 'ok', schema: 'ok', outbox: 'ok', chores: 'ok', transports: 'ok', keys: 'ok' }
  expect((await probe.ask('/health/ready')).json()).toEqual({ status: 'ready', parts })
  await browser(url, host).ask('/auth/magic-link', { json: { email: 'ann@example.com' } })
  const degraded = await until(async () => {
    const answer = await probe.ask('/health/ready')
    return answer.json()['status'] === 'degraded' ? answer : undefined
  }, 'a broken circuit')
  expect([degraded.status, degraded.json()['parts']]).toEqual([200, { ...parts, transports: 'failing' }])
  await server.printed(/"transport":"smtp:127.0.0.1:9","reason":"connection-refused","msg":"transport fails"/)
})

test('the log tells once that a mail server fails, and once that it works again', async () => {
  const gone = await mailServer()
  const { port, url } = gone
  await gone.close()
  const server = await start({ env: { SMTP_URL: url } })
  const ask = (email: string) => browser(server.url, host).ask('/auth/magic-link', { json: { email } })
  await ask('ann@example.com')
  await server.printed(new RegExp(`"level":40,.+"transport":"smtp:127.0.0.1:${port}",.+"msg":"transport fails"`))
  const back = await mail(port)
  await back.next('ann@example.com')
  await server.printed(
    new RegExp(`"level":30,.+"transport":"smtp:127.0.0.1:${port}","seconds":\\d+,"msg":"transport works again"`),
  )
  await ask('bob@example.com')
  await back.next('bob@example.com')
  expect(server.stdout().match(/transport (fails|works again)/g)).toEqual(['transport fails', 'transport works again'])
})
