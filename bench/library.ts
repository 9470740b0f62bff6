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

function measureMemory(): void {
  const idle = `gc(); await new Promise((resolve) => setTimeout(resolve, 300)); gc(); console.log(process.memoryUsage().rss)`
  const mount = `const { postern } = await import('postern'); const { sqlite } = await import('postern/sqlite')
const auth = postern({ baseUrl: 'https://app.example.com', secret: 'x'.repeat(32), store: sqlite(':memory:'),
mail: { from: 'a@example.com', deliver() {} } }); await auth.start();`
  const bare = median(Array.from({ length: starts }, () => run(idle, '--expose-gc')))
  const ours = median(Array.from({ length: starts }, () => run(`${mount} ${idle}; process.exit(0)`, '--expose-gc')))
  say(
    'an idle mount, over bare Node',
    `${((ours - bare) / 1e6).toFixed(1)} MB`,
    '≤ 20 MB',
    `${(ours / 1e6).toFixed(0)} MB`,
  )
}

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
