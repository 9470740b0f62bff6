import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { browser, tokenOf } from './browser.ts'
import { mailServer } from './mail-server.ts'
import { cleanUp, host, newFolder, start, until } from './process.ts'
import { recorder } from './tracing.ts'

afterEach(cleanUp)

const secret = 'metrics-secret-of-at-least-thirty-two'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

test('metrics are read with the secret or by a port of their own, and are not there by default', async () => {
  const smtp = await mailServer()
  const none = await start({ env: { SMTP_URL: smtp.url } })
  expect((await browser(none.url, host).ask('/metrics')).status).toBe(404)
  const port = await freePort()
  const { url } = await start({
    env: { SMTP_URL: smtp.url, POSTERN_METRICS_SECRET: secret, POSTERN_METRICS_PORT: String(port) },
  })
  const ann = browser(url, host)
  await ann.ask('/auth/magic-link', { json: { email: 'ann@gmail.com' } })
  const { link } = await smtp.next('ann@gmail.com')
  await ann.ask('/auth/magic-link/verify', { json: { token: tokenOf(link) } })
  await ann.ask('/auth/nowhere/ann@gmail.com')
  const unshown = await ann.ask('/metrics')
  expect([unshown.status, unshown.headers['www-authenticate']]).toEqual([401, 'Bearer'])
  expect((await ann.ask('/metrics', { headers: { authorization: `Bearer ${secret.replace('m', 'n')}` } })).status).toBe(
    401,
  )
  const read = async (): Promise<string> =>
    (await browser(url).ask('/metrics', { headers: { authorization: `Bearer ${secret}` } })).text
  const told = await until(async () => {
    const text = await read()
    return text.includes('step="redeemed"') && text.includes('mailbox="gmail"') ? text : undefined
  }, 'metrics')
  expect(told).toContain('postern_sign_ins_total{step="requested",reason=""} 1')
  expect(told).toContain('postern_sign_ins_total{step="delivered",reason=""} 1')
  expect(told).toContain('postern_sign_ins_total{step="redeemed",reason="email-link"} 1')
  expect(told).toMatch(/postern_delivery_seconds_count\{mailbox="gmail",outcome="taken"\} 1/)
  expect(told).toMatch(/postern_http_request_seconds_count\{method="POST",route="\/auth\/magic-link",status="200"\} 1/)
  expect(told).toMatch(/postern_store_command_seconds_count\{command="attempts.issue"\} 1/)
  expect(told).toContain('nodejs_eventloop_lag_seconds')
  expect(told).toContain('postern_delivery_backlog 0')
  expect(told).not.toMatch(/ann@|nowhere/)
  const own = await fetch(`http://127.0.0.1:${port}/metrics`)
  expect([own.status, (await own.text()).includes('postern_sign_ins_total')]).toEqual([200, true])
  expect((await fetch(`http://127.0.0.1:${port}/auth/me`)).status).toBe(404)
  // Its server keeps a line open for half a minute.
  await cleanUp()
  await smtp.close()
})

interface Recorded {
  readonly id: string
  readonly name: string
  readonly parent?: string
  readonly attributes: Readonly<Record<string, unknown>>
}

test('spans of request, operation, command and delivery hang together, and say nothing of anybody', async () => {
  const smtp = await mailServer()
  const folder = newFolder()
  writeFileSync(join(folder, 'tracing.mjs'), recorder)
  const nodeArgs = ['--conditions=@postern/source', '--import', join(folder, 'tracing.mjs')]
  const { url, stop } = await start({ folder, nodeArgs, env: { SMTP_URL: smtp.url, POSTERN_TRACING: 'on' } })
  const ann = browser(url, host)
  await ann.ask('/auth/magic-link?canary=in-the-path', { json: { email: 'ann@example.com' } })
  const { link, code } = await smtp.next('ann@example.com')
  await ann.ask('/auth/magic-link/verify', { json: { token: tokenOf(link) } })
  await stop()
  const text = readFileSync(join(folder, 'spans.jsonl'), 'utf8')
  const spans = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded)
  const named = (name: string): Recorded => {
    const found = spans.find((span) => span.name === name)
    if (!found) throw new Error(`no span ${name} among ${spans.map((span) => span.name).join(', ')}`)
    return found
  }
  const request = named('POST /auth/magic-link')
  expect(request.attributes).toMatchObject({ 'http.route': '/auth/magic-link', 'http.response.status_code': 200 })
  expect(named('postern requestSignIn')).toMatchObject({
    parent: request.id,
    attributes: { 'postern.tenant': 'default', 'postern.outcome': 'sent' },
  })
  expect(named('store attempts.issue').parent).toBe(named('postern requestSignIn').id)
  expect(named('postern deliver').attributes).toMatchObject({ 'postern.mailbox': 'other', 'postern.outcome': 'taken' })
  for (const hidden of ['ann@', 'canary', tokenOf(link), tokenOf(link).split('.')[1] ?? '', code])
    expect(text).not.toContain(hidden)
  await smtp.close()
})
