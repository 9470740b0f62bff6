/** Invariant 18, on a real process: nothing secret and no address in what it prints, no raw secret in what it keeps. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Browser, browser, tokenOf } from './browser.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { cleanUp, host, launch, newFolder, type Postern, secret, settings, start } from './process.ts'
import { databaseSetting, keptIn } from './store.ts'

const servers: MailServer[] = []

afterEach(async () => {
  await cleanUp()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

const html = { accept: 'text/html', origin: `https://${host}`, 'sec-fetch-site': 'same-origin' }

/** Every secret that went over the wire, and every address, under a name for the report. */
class Canaries {
  readonly all = new Map<string, string>()

  add(name: string, value: string | undefined): void {
    if (!value) throw new Error(`no ${name}: the canary would be silent`)
    this.all.set(name, value)
  }

  credential(name: string, value: string | undefined): void {
    this.add(name, value?.split('.').at(-1))
  }

  cookies(of: string, { cookies }: Browser): void {
    for (const [name, value] of cookies) this.credential(`${of}: ${name}`, value)
  }
}

test.each(['json', 'text'])('no secret and no address is in the log or, raw, in the database (%s)', async (format) => {
  const smtp = await mailServer()
  servers.push(smtp)
  const canaries = new Canaries()
  canaries.add('POSTERN_SECRET', secret)
  const env = { SMTP_URL: smtp.url, POSTERN_LOG_LEVEL: 'debug', POSTERN_LOG_FORMAT: format }
  const { url, folder, stop, stdout, stderr } = await begin(env)

  const byLink = browser(url, host)
  await byLink.ask('/auth/magic-link', { json: { email: 'canary-link@example.com' } })
  const mail = await smtp.next('canary-link@example.com')
  canaries.add('address', 'canary-link@example.com')
  canaries.add('link', new URL(mail.link).hash.slice(1))
  canaries.add('cancel', /\/cancel#([\w-]+)/.exec(unfold(mail.raw))?.[1])
  canaries.cookies('before sign-in', byLink)
  await byLink.ask('/auth/magic-link/verify', { json: { token: tokenOf(mail.link) } })
  await byLink.ask('/auth/me')
  canaries.cookies('after sign-in', byLink)

  const program = browser(url, host)
  const asked = (await program.ask('/auth/magic-link', { json: { email: 'canary-code@example.com' } })).json()
  program.cookies.clear()
  const { code } = await smtp.next('canary-code@example.com')
  canaries.add('another address', 'canary-code@example.com')
  canaries.credential('handle', String(asked['handle']))
  const { attemptId, handle } = asked
  expect((await program.ask('/auth/code/verify', { json: { attemptId, code, handle } })).status).toBe(200)
  canaries.cookies('program', program)

  // Where people put secrets that belong elsewhere: into paths and queries, into wrong methods, into broken bodies.
  const token = tokenOf(mail.link)
  await byLink.ask(`/auth/link/${token}?s=${token}`, { headers: html })
  await byLink.ask(`/auth/nowhere/${token}`)
  await byLink.ask(`/auth/magic-link/verify?token=${token}&email=canary-link@example.com`)
  await byLink.ask('/auth/magic-link/verify', { json: { token, email: { nested: 'canary-link@example.com' } } })
  await byLink.ask('/auth/magic-link', { form: { email: 'canary-link@example.com"; drop' }, headers: html })
  await byLink.ask('/auth/sign-out', { form: {}, headers: html })
  expect(await stop()).toMatchObject({ code: 0 })

  const printed = stdout() + stderr()
  expect(printed).toContain('/auth/magic-link/verify')
  for (const [name, value] of canaries.all) expect(printed.includes(value), `${name} is in the log`).toBe(false)
  expect(printed).not.toContain('canary')

  const kept = await keptIn(folder)
  const isRaw = (value: string): boolean => kept.some((bytes) => bytes.includes(value))
  for (const [name, value] of canaries.all) {
    // Addresses are data, and mails go to them; secrets are hashed or sealed.
    if (!name.includes('address')) expect(isRaw(value), `${name} is in the database`).toBe(false)
  }
  expect(isRaw('canary-link@example.com')).toBe(true)
  expect(kept.some((bytes) => bytes.includes(Buffer.from(String(canaries.all.get('link')), 'base64url')))).toBe(false)
})

async function begin(env: Readonly<Record<string, string>>): Promise<Postern & { readonly url: string }> {
  if (env['POSTERN_LOG_FORMAT'] === 'json') return start({ env })
  const folder = newFolder()
  const postern = launch({ args: ['start'], folder, env: { ...settings, ...(await databaseSetting(folder)), ...env } })
  const [, address] = await postern.printed(/listening .*listening=(\S+)/)
  return { ...postern, url: `http://${address}` }
}

/** Quoted-printable undone. */
function unfold(raw: string): string {
  return raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

test('the log says what happened, by route and not by path', async () => {
  const { url, stop, stdout } = await start({ env: { SMTP_URL: 'smtp://127.0.0.1:9', POSTERN_LOG_LEVEL: 'debug' } })
  const someone = browser(url, host)
  await someone.ask('/auth/link/01m80rrq8z7e9czkkcgchhcsn4?x=y', { headers: html })
  await someone.ask('/canary-path')
  await someone.ask('/auth/me', { method: 'DELETE' })
  await stop()
  const lines = stdout()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const requests = lines
    .filter(({ msg }) => msg === 'request')
    .map(({ method, route, status }) => [method, route, status])
  expect(requests).toEqual([
    ['GET', '/auth/link/:id', 200],
    ['GET', '(none)', 404],
    ['DELETE', '(none)', 405],
  ])
  expect(lines.map(({ msg }) => msg)).toEqual(['listening', 'request', 'request', 'request', 'stopping', 'stopped'])
})

test('what nobody caught ends the process, and its words are not repeated', async () => {
  const folder = newFolder()
  const code =
    'setTimeout(() => { throw new RangeError("canary") }, 2_000)\nexport default { port: 0, logFormat: "json" }\n'
  writeFileSync(join(folder, 'postern.config.ts'), code)
  const { ended } = launch({ args: ['dev'], folder })
  const { code: exit, stdout, stderr } = await ended
  expect(exit).toBe(1)
  expect(stdout + stderr).not.toContain('canary')
  const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>
  expect(last).toMatchObject({ level: 60, msg: 'crash', fault: { name: 'RangeError' } })
  expect(JSON.stringify(last)).toContain('postern.config.ts:1:')
})

test('a mail that is refused is told without its address', async () => {
  const smtp = await mailServer(0, () => new Error('550 5.1.1 no such canary'))
  servers.push(smtp)
  const { url, printed, stdout } = await start({ env: { SMTP_URL: smtp.url, POSTERN_LOG_LEVEL: 'debug' } })
  await browser(url, host).ask('/auth/magic-link', { json: { email: 'canary-refused@example.com' } })
  await printed(/"level":40,.*"attempt":"\w{26}","reason":"[a-z0-9.-]+","msg":"mail failed"/)
  expect(stdout()).not.toContain('canary')
})

test('a start that fails says why in words of ours', async () => {
  const { code, stderr } = await launch({ args: ['dev', '--port', '0'], env: { DATABASE_URL: 'sqlite:./' } }).ended
  expect(code).toBe(1)
  expect(stderr).toMatch(/^The database \S+ cannot be used: Cannot open the database \S+: .+\n$/)
})
