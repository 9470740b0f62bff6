/**
 * Many people sign in, in every way there is, with all that could tell of it switched on: debug log, metrics, traces,
 * webhooks. Then no secret of any of them is in what the process said, or in anything it kept. `npm run test:canary` does
 * it for ten thousand.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Browser, browser, tokenOf } from './browser.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { cleanUp, host, newFolder, secret, start } from './process.ts'
import { Sieve } from './sieve.ts'
import { keptIn } from './store.ts'
import { recorder } from './tracing.ts'

const people = Number(process.env['POSTERN_TEST_CANARY'] ?? 500)
const atOnce = 8

const own = {
  metrics: randomBytes(32).toString('base64url'),
  root: randomBytes(32).toString('base64url'),
  smtp: randomBytes(24).toString('hex'),
}

let smtp: MailServer | undefined

afterEach(async () => {
  await cleanUp()
  await smtp?.close()
})

test(`of ${people} sign-ins no secret is in log, traces, metrics or database`, {
  timeout: 60_000 + people * 300,
}, async () => {
  smtp = await mailServer(0, () => null, { user: 'postern', pass: own.smtp })
  const folder = newFolder()
  const sieve = new Sieve()
  writeFileSync(join(folder, 'tracing.mjs'), recorder)
  // Six digits are found in any number: these codes are found nowhere by chance.
  writeFileSync(join(folder, 'postern.config.ts'), `export default { code: { kind: 'letters', length: 12 } }\n`)
  const { url, stop, stdout, stderr } = await start({
    folder,
    nodeArgs: ['--conditions=@postern/source', '--import', join(folder, 'tracing.mjs')],
    env: {
      SMTP_URL: smtp.url,
      POSTERN_LOG_LEVEL: 'debug',
      POSTERN_TRACING: 'on',
      POSTERN_TRUSTED_HOPS: '1',
      POSTERN_METRICS_SECRET: own.metrics,
      POSTERN_ROOT_KEY: own.root,
    },
  })
  for (const [name, value] of Object.entries({ ...own, POSTERN_SECRET: secret })) sieve.add(name, value)
  const world: World = { url, sieve, smtp }
  await prepare(world)
  const mailed = new Map<string, (mail: Mail) => void>()
  world.next = (to) => new Promise((resolve) => mailed.set(to, resolve))
  const watching = watchMails(smtp, mailed)
  let next = 0
  const worker = async (): Promise<void> => {
    for (let number = next++; number < people; number = next++) await signIn(world, number)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  clearInterval(watching)
  const metrics = await browser(url).ask('/metrics', { headers: { authorization: `Bearer ${own.metrics}` } })
  expect(metrics.text).toMatch(new RegExp(`step="redeemed",reason="email-(?:link|code)"\\} [1-9]`))
  expect(await stop()).toMatchObject({ code: 0 })

  expect(sieve.size).toBeGreaterThan(people * 6)
  const printed = stdout() + stderr()
  expect(printed.match(/"msg":"request"/g)?.length).toBeGreaterThan(people * 2)
  expect(readFileSync(join(folder, 'spans.jsonl'), 'utf8').split('\n').length).toBeGreaterThan(people * 5)
  expect(sieve.found(Buffer.from(printed))).toEqual([])
  expect(sieve.found(Buffer.from(metrics.text))).toEqual([])
  const kept = await keptIn(folder)
  const hashes = kept.reduce((sum, bytes) => sum + bytes.length, 0)
  // What is looked through is the whole of it, and not an empty file.
  expect(hashes).toBeGreaterThan(people * 1_000)
  for (const bytes of kept) expect(sieve.found(bytes)).toEqual([])
  // A sieve that finds nothing anywhere would find nothing here either.
  const planted = randomBytes(32)
  sieve.add('planted', planted.toString('base64url'))
  expect(
    sieve.found(Buffer.concat([Buffer.from('x'), planted, Buffer.from(`y${planted.toString('base64url')}z`)])),
  ).toEqual(['planted', 'planted, raw'])
})

interface Mail {
  readonly link: string
  readonly cancel: string
  readonly code: string
}

interface World {
  readonly url: string
  readonly sieve: Sieve
  readonly smtp: MailServer
  next?: (to: string) => Promise<Mail>
}

const redirectUri = 'https://shop.example/in'

/** An application with tokens, a webhook that is told everything, and a key of its own. */
async function prepare({ url, sieve }: World): Promise<void> {
  const admin = browser(url, host)
  const headers = { authorization: `Bearer ${own.root}` }
  const made = async (path: string, json: object): Promise<Record<string, unknown>> => {
    const answer = await admin.ask(path, { json, headers })
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`)
    return answer.json()
  }
  const shop = { id: 'shop', name: 'Shop', redirects: [redirectUri], settings: { tokens: { mode: 'bearer' } } }
  await made('/api/v1/applications', shop)
  await made('/api/v1/applications', { id: 'bank', name: 'Bank' })
  sieve.add('application secret', String((await made('/api/v1/applications/bank/secrets', {}))['secret']))
  sieve.add('API key', String((await made('/api/v1/keys', { name: 'canary', operations: ['*'] }))['key']))
  const hook = await made('/api/v1/webhooks', { url: 'https://hooks.invalid/canary', events: ['*'] })
  sieve.add('webhook secret', String(hook['secret']).replace(/^whsec_/, ''))
  admin.close()
}

/** One in four by a code, one in ten for an application with tokens, the others by the link. */
async function signIn(world: World, number: number): Promise<void> {
  const { url, sieve } = world
  const email = `canary${number}@example.com`
  // Everybody from a wide network of her own: none of their limits is met.
  const forwarded = { 'x-forwarded-for': `${11 + (number % 180)}.${Math.floor(number / 180)}.1.1` }
  const person = browser(url, host)
  const ask = (path: string, json: object) => person.ask(path, { json, headers: forwarded })
  const coming = world.next?.(email) as Promise<Mail>
  const verifier = randomBytes(32).toString('base64url')
  const handsOff = number % 10 === 0
  const asked = handsOff
    ? await ask('/apps/shop/sign-in', { email, redirectUri, state: 'x', codeChallenge: challengeOf(verifier) })
    : await ask('/auth/magic-link', { email })
  if (asked.status !== 200) throw new Error(`asked: ${asked.status} ${asked.text}`)
  if (asked.json()['handle']) sieve.add('handle', String(asked.json()['handle']))
  const mail = await coming
  sieve.add('link', tokenOf(mail.link))
  sieve.add('cancel', mail.cancel)
  sieve.add('code', mail.code)
  cookies(sieve, person)
  const { attemptId } = asked.json()
  const done =
    number % 4 === 1
      ? await ask('/auth/code/verify', { attemptId, code: mail.code })
      : await ask('/auth/magic-link/verify', { token: tokenOf(mail.link) })
  if (done.status !== 200) throw new Error(`verified: ${done.status} ${done.text}`)
  cookies(sieve, person)
  if (handsOff) await exchange(world, person, { next: String(done.json()['next']), verifier })
  person.close()
}

async function exchange(
  { sieve }: World,
  person: Browser,
  { next, verifier }: { next: string; verifier: string },
): Promise<void> {
  const code = new URL(next).searchParams.get('code') ?? ''
  sieve.add('hand-off code', code)
  sieve.add('code verifier', verifier)
  person.cookies.clear()
  const answer = await person.ask('/apps/shop/exchange', { json: { code, codeVerifier: verifier, redirectUri } })
  const tokens = answer.json()['tokens'] as { accessToken: string; refreshToken: string } | undefined
  if (!tokens) throw new Error(`exchanged: ${answer.status} ${answer.text}`)
  sieve.add('access token', tokens.accessToken)
  sieve.add('refresh token', tokens.refreshToken)
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

function cookies(sieve: Sieve, { cookies: held }: Browser): void {
  for (const [name, value] of held) if (value.length > 43) sieve.add(name, value)
}

function watchMails({ taken }: MailServer, mailed: Map<string, (mail: Mail) => void>): NodeJS.Timeout {
  let read = 0
  return setInterval(() => {
    for (; read < taken.length; read++) {
      const { to, raw, link } = taken[read] ?? { to: '', raw: '', link: '' }
      const text = unfold(raw)
      const cancel = /\/cancel#([\w-]+)/.exec(text)?.[1] ?? ''
      const code = /^\s*((?:[A-Z]{2,6}[ -]?){2,6})\s*$/m.exec(text)?.[1]?.replace(/[^A-Z]/g, '') ?? ''
      mailed.get(to)?.({ link, cancel, code })
      mailed.delete(to)
    }
  }, 5)
}

function unfold(raw: string): string {
  return raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
