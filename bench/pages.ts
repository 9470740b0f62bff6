/**
 * How many pages of SQLite a sign-in writes, table by table: the library's, those of an application's routes with one tenant
 * and with many, and those of FusionAuth's contract. Counts, not times: the machine's load does not move them. Groups of
 * sign-ins ask at once, so that they share commits as they do under load.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Transport } from 'postern/kit'
import { type Pages, watchPages } from './load/pages-written.ts'
import { people } from './load/people.ts'
import { progress } from './progress.ts'
import { baseUrl, host } from './servers/address.ts'
import { makeKey, makePeople } from './servers/found-people.ts'
import { foundTenants } from './servers/found-tenants.ts'
import { applicationId, key } from './servers/fusionauth-key.ts'
import { posternFile } from './servers/postern-preload.ts'
import { type Parts, startParts } from './servers/server-parts.ts'

const quick = process.argv.includes('--quick')
const many = quick ? 100 : 1_000
const before = quick ? 200 : 5_000
const counted = quick ? 200 : 1_000
const atOnce = 8
const there = 2_000

/** RFC 7636, appendix B. */
const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

interface Way {
  readonly title: string
  /** Tenants beside the installation's own. */
  readonly tenants: number
  readonly knownPeople: number
  signIn(asked: Asked): Promise<unknown>
}

interface Asked {
  readonly email: string
  readonly ask: (path: string, body: object, authorization?: string) => Promise<Answer>
  /** The link's token, with its tenant's path before it where it has one. */
  readonly mail: () => Promise<string>
}

type Answer = Readonly<Record<string, unknown>>

interface Found {
  readonly pages: Pages
  /** Of this process, which asks and answers. */
  readonly cpuMs: number
}

const throughApplication = (tenants: number): Way => ({
  title: `application, ${tenants === 1 ? '1 tenant' : `${tenants} tenants`}`,
  tenants,
  knownPeople: 0,
  async signIn({ email, ask, mail }) {
    const number = Number.parseInt(email.slice(0, 8), 16) % tenants
    const redirectUri = `https://app-${number}.example.com/callback`
    const arrives = mail()
    const asked = await ask(`/apps/app-${number}/sign-in`, { email, redirectUri, state: 'state', codeChallenge })
    const link = await arrives
    const at = link.lastIndexOf('/') + 1
    const { handle } = asked
    const redeemed = await ask(`/${link.slice(0, at)}auth/magic-link/verify`, { token: link.slice(at), handle })
    const code = new URL(String(redeemed.next)).searchParams.get('code')
    await ask(`/apps/app-${number}/exchange`, { code, codeVerifier, redirectUri })
  },
})

const ways: readonly Way[] = [
  {
    title: 'library',
    tenants: 0,
    knownPeople: 0,
    async signIn({ email, ask, mail }) {
      const arrives = mail()
      const { handle } = await ask('/auth/magic-link', { email })
      await ask('/auth/magic-link/verify', { token: await arrives, handle })
    },
  },
  throughApplication(1),
  throughApplication(many),
  {
    title: 'FusionAuth',
    tenants: 0,
    knownPeople: there,
    async signIn({ email, ask }) {
      const { code } = await ask('/api/passwordless/start', { applicationId, loginId: email }, key)
      await ask('/api/passwordless/login', { code, applicationId, noJWT: true })
    },
  },
]

const cache = fileURLToPath(new URL('.cache', import.meta.url))
mkdirSync(cache, { recursive: true })
const found: Found[] = []
for (const way of ways) found.push(await measure(way))
progress('')
report(found)
process.exit()

async function measure(way: Way): Promise<Found> {
  const folder = mkdtempSync(join(cache, 'pages-'))
  process.env['BENCH_FOLDER'] = folder
  const mails = new Map<string, (token: string) => void>()
  const parts = await startParts(
    { mail: { from: 'Bench <bench@example.com>', transport: transportTo(mails) }, newDeviceMail: false },
    { tenantPaths: way.tenants > 0 },
  )
  try {
    if (way.tenants > 0) await foundTenants(parts, way.tenants)
    if (way.knownPeople > 0) await makeKey(parts).then(() => makePeople(parts, way.knownPeople))
    const next = people(way.knownPeople, way.knownPeople === 0)
    const go = (count: number, title: string) =>
      signInMany(way, parts, mails, { count, title, next: () => next.next() })
    await go(before, `${way.title}: before`)
    const pages = watchPages(posternFile(folder))
    const begun = process.cpuUsage()
    await go(counted, `${way.title}: counted`)
    const { user, system } = process.cpuUsage(begun)
    return { pages: pages.read(), cpuMs: (user + system) / 1000 }
  } finally {
    await parts.runtime.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Run {
  readonly count: number
  readonly title: string
  readonly next: () => string
}

async function signInMany(
  way: Way,
  parts: Parts,
  mails: Map<string, (token: string) => void>,
  { count, title, next }: Run,
): Promise<void> {
  for (let done = 0; done < count; done += atOnce) {
    if (done % 200 === 0) progress(`${title} ${done} of ${count}`)
    const group = new Set<string>()
    while (group.size < atOnce) group.add(next())
    await Promise.all([...group].map((email) => way.signIn(askedBy(parts, email, mails))))
  }
}

function askedBy({ runtime }: Parts, email: string, mails: Map<string, (token: string) => void>): Asked {
  return {
    email,
    mail: () => new Promise((resolve) => mails.set(email, resolve)),
    async ask(path, body, authorization) {
      const headers = { host, 'content-type': 'application/json', ...(authorization && { authorization }) }
      const request = new Request(`${baseUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      const response = await runtime.app.fetch(request)
      if (response.status !== 200) throw new Error(`${path} was answered ${response.status} ${await response.text()}`)
      return (await response.json()) as Answer
    },
  }
}

function transportTo(mails: Map<string, (token: string) => void>): Transport {
  return {
    name: 'bench',
    channel: 'mail',
    async send({ to, facts }) {
      const [, tenant = '', id, secret] = /\/(t\/[^/]+\/)?auth\/link\/(.+)#(.+)$/.exec(facts.link ?? '') ?? []
      if (id !== undefined) mails.get(to)?.(`${tenant}${id}.${secret}`)
      return { kind: 'taken' }
    },
  }
}

function report(all: readonly Found[]): void {
  const names = [...new Set(all.flatMap(({ pages }) => [...pages.keys()]))].sort()
  const row = (name: string, cells: readonly number[]): string =>
    `| ${name} | ${cells.map((cell) => (cell / counted).toFixed(2)).join(' | ')} |`
  const lines = [
    `Pages written a sign-in, ${atOnce} at once, ${counted} of them after ${before}:`,
    '',
    `| | ${ways.map(({ title }) => title).join(' | ')} |`,
    `| --- |${' ---: |'.repeat(ways.length)}`,
    ...names.map((name) =>
      row(
        name,
        all.map(({ pages }) => pages.get(name) ?? 0),
      ),
    ),
    row(
      '**all**',
      all.map(({ pages }) => [...pages.values()].reduce((sum, count) => sum + count, 0)),
    ),
    row(
      'CPU, ms',
      all.map(({ cpuMs }) => cpuMs),
    ),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
