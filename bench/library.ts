/**
 * What the library costs the application that mounts it: who is signed in, beside one bare prepared SELECT and one
 * SHA-256; importing it; and an idle mount's memory over bare Node. Runs on the build, as an application would.
 * `node bench/library.ts [--quick]`
 */
import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { postern } from 'postern'
import { sqlite } from 'postern/sqlite'

const quick = process.argv.includes('--quick')
const rounds = quick ? 6 : 40
const roundMs = quick ? 50 : 250
const starts = quick ? 3 : 15

const folder = mkdtempSync(join(tmpdir(), 'postern-library-'))
const file = join(folder, 'app.db')

type Ask = () => unknown

/** Ratios within each round, then their median: what disturbs the machine disturbs both. */
async function compare(bare: Ask, ours: Ask): Promise<{ bare: number; ours: number; ratio: number }> {
  const each: { bare: number; ours: number }[] = []
  for (let round = 0; round < rounds + 2; round++) {
    const bareFirst = round % 2 === 0
    const first = await rateOf(bareFirst ? bare : ours)
    const second = await rateOf(bareFirst ? ours : bare)
    // The first two rounds warm up.
    if (round > 1) each.push(bareFirst ? { bare: first, ours: second } : { bare: second, ours: first })
  }
  const of = (pick: (one: { bare: number; ours: number }) => number): number => median(each.map(pick))
  return { bare: of(({ bare }) => bare), ours: of(({ ours }) => ours), ratio: of((one) => one.ours / one.bare) }
}

/** Asked for one after the other, as the requests of one connection are. */
async function rateOf(ask: Ask): Promise<number> {
  const begun = performance.now()
  let done = 0
  while (performance.now() - begun < roundMs) {
    await ask()
    done++
  }
  return (done / (performance.now() - begun)) * 1000
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

async function measureGetUser(): Promise<void> {
  const auth = postern({
    baseUrl: 'https://app.example.com',
    secret: 'a secret of the bench, at least 32 letters long',
    store: sqlite(file),
    mail: { from: 'Bench <bench@example.com>', deliver() {} },
  })
  const made = await auth.createMagicLink('ada@example.com')
  if (made.status !== 'created') throw new Error(made.status)
  const result = await auth.verifyMagicLink(made.token)
  if (result.status !== 'signed-in') throw new Error(result.status)
  const cookie = result.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  const request = new Request('https://app.example.com/orders', { headers: { cookie } })
  const id = result.session.id
  const database = new DatabaseSync(file, { readOnly: true })
  const select = database.prepare(
    `SELECT s.hash, s.expires_at, u.id, u.email FROM postern_sessions s
JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id WHERE s.tenant = 'default' AND s.id = ?`,
  )
  const secret = cookie.slice(cookie.indexOf('.') + 1)
  const { bare, ours, ratio } = await compare(
    () => {
      const row = select.get(id)
      if (!row || hash('sha256', secret, 'buffer').length !== 32) throw new Error('nobody')
    },
    async () => {
      if ((await auth.getUser(request)) === null) throw new Error('nobody')
    },
  )
  database.close()
  await auth.close()
  say(
    'getUser, of one SELECT and one SHA-256',
    ratio.toFixed(2),
    '≥ 0.5',
    `${Math.round(ours)}/s of ${Math.round(bare)}/s`,
  )
}

/** What the program prints: numbers as JSON. */
function run(program: string, ...flags: string[]): number {
  const options = { cwd: import.meta.dirname, encoding: 'utf8' } as const
  return Number(execFileSync(process.execPath, [...flags, '--input-type=module', '-e', program], options))
}

function measureImport(): void {
  const program = `const begun = performance.now(); await import('postern'); console.log(performance.now() - begun)`
  const times = Array.from({ length: starts }, () => run(program))
  say('import of postern, cold', `${median(times).toFixed(0)} ms`, '≤ 80 ms', '')
}

/** What a process holds when it has nothing to do any more. */
const held = `gc(); await new Promise((resolve) => setTimeout(resolve, 300)); gc()
console.log(process.memoryUsage().rss); process.exit(0)`

/** As an application starts: a database that is there already, opened, its chores running, nobody has asked anything. */
const mount = `const { postern } = await import('postern'); const { sqlite } = await import('postern/sqlite')
let link; const auth = postern({ baseUrl: 'https://app.example.com', secret: 'x'.repeat(32),
store: sqlite(${JSON.stringify(join(folder, 'mount.db'))}),
mail: { from: 'a@example.com', deliver(delivery) { link = delivery.link } } }); await auth.start();`

/** The application's own server and client, which it would have without us: a bare one is weighed with the same calls. */
const server = (listener: string): string => `const { createServer, request } = await import('node:http')
const host = createServer(${listener}).listen(0, '127.0.0.1'); await new Promise((resolve) => host.once('listening', resolve))
const call = (method, path, body) => new Promise((resolve, reject) => {
  const headers = { connection: 'close', accept: body ? 'application/json' : 'text/html', 'content-type': 'application/json' }
  const asked = request({ port: host.address().port, host: '127.0.0.1', method, path, headers }, (answer) => {
    answer.setEncoding('utf8'); let text = ''; answer.on('data', (part) => { text += part })
    answer.on('end', () => answer.statusCode === 200 ? resolve(text) : reject(new Error(method + path + answer.statusCode + text)))
  })
  asked.on('error', reject); asked.end(body && JSON.stringify(body))
});`

const page = `await call('GET', '/auth/sign-in');`
const signIn = `await call('POST', '/auth/magic-link', { email: process.pid + '@example.com' });
while (!link) await new Promise((resolve) => setTimeout(resolve, 10))
const token = link.slice(link.lastIndexOf('/') + 1).replace('#', '.')
await call('POST', '/auth/magic-link/verify', { token });`
const bareServer = server(`(asked, answer) => asked.resume().on('end', () => answer.end('hello'))`)

function measureMemory(): void {
  // The first one makes the tables.
  weigh(mount, 1)
  overBare('an idle mount, over bare Node', mount, '', '≤ 20 MB')
  overBare('the same, over bare node:http', mount + server('auth.node'), bareServer, '')
  overBare('after its first page', mount + server('auth.node') + page, bareServer + page, '')
  // All on one database, whose limits hold: fewer of these.
  overBare(
    'after its first sign-in',
    mount + server('auth.node') + page + signIn,
    bareServer + page,
    '',
    Math.min(starts, 5),
  )
}

function overBare(what: string, ours: string, bare: string, wanted: string, times = starts): void {
  const weight = weigh(ours, times)
  say(what, `${((weight - weigh(bare)) / 1e6).toFixed(1)} MB`, wanted, `${(weight / 1e6).toFixed(0)} MB`)
}

const weigh = (program: string, times = starts): number =>
  median(Array.from({ length: times }, () => run(program + held, '--expose-gc', '--no-warnings')))

function say(what: string, found: string, wanted: string, more: string): void {
  console.log(`${what.padEnd(42)}${found.padStart(10)}  ${wanted.padEnd(9)} ${more}`)
}

try {
  await measureGetUser()
  measureImport()
  measureMemory()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
