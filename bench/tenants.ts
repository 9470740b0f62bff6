/**
 * What 10,000 tenants cost a server against one: from starting the process to its first answer, resident memory then, and
 * after as many sign-in pages as there are tenants, each tenant's once. Run with `--quick` to see that it works.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Id, Instant, Store } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { median } from './load/statistics.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'bench/.cache/tenants')
const quick = process.argv.includes('--quick')
const many = quick ? 200 : 10_000
const rounds = quick ? 1 : 7
const host = 'sign-in.example.com'
const goals = { start: 1.3, memory: 1.5 }

interface Figures {
  readonly start: number
  readonly rss: number
  readonly rssInUse: number
}

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const tenants of [1, many]) await fill(tenants)
  const found = new Map<number, Figures[]>([
    [1, []],
    [many, []],
  ])
  // The first start of each makes tables or warms the disk, and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const [tenants, figures] of found) {
      const measured = await measure(tenants)
      if (round > 0) figures.push(measured)
    }
  }
  report(found.get(1) ?? [], found.get(many) ?? [])
  rmSync(folder, { recursive: true, force: true })
}

const fileOf = (tenants: number): string => join(folder, `${tenants}.db`)
const nameOf = (tenant: number): string => `tenant-${tenant}`

/** Tenants and applications as the server writes them down, without the history of how they were made. */
async function fill(tenants: number): Promise<void> {
  const store = await sqlite(fileOf(tenants)).open()
  const now = Date.now() as Instant
  for (let first = 0; first < tenants; first += 500) {
    const some = Array.from({ length: Math.min(500, tenants - first) }, (_, at) => nameOf(first + at))
    await Promise.all(some.flatMap((tenant) => documentsOf(store, now, tenant)))
  }
  await store.close()
}

function documentsOf(store: Store, now: Instant, tenant: string): readonly Promise<unknown>[] {
  const application = { signIn: 'on', redirects: [`https://${tenant}.example/cb`], previews: [], origins: [] }
  const put = (of: string, kind: string, id: string, value: object): Promise<unknown> =>
    store.documents.put({ tenant: of as Id<'tenant'>, now, kind, id, version: 0, json: JSON.stringify(value) })
  return [
    put('system', 'tenant', tenant, { name: tenant, status: 'active' }),
    put('system', 'application-place', `${tenant}-web`, { tenant }),
    put(tenant, 'application', `${tenant}-web`, { ...application, name: `Shop of ${tenant}`, secrets: [], roles: [] }),
  ]
}

async function measure(tenants: number): Promise<Figures> {
  const begun = performance.now()
  const server = spawn(process.execPath, serverArguments(), {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...settings, DATABASE_URL: `sqlite:${fileOf(tenants)}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const port = await portOf(server)
    const agent = new Agent({ keepAlive: true, maxSockets: 16 })
    await ask(agent, port, '/t/tenant-0/auth/sign-in')
    const start = performance.now() - begun
    const rss = rssOf(server)
    for (let at = 0; at < many; at += 16) {
      const some = Array.from({ length: Math.min(16, many - at) }, (_, more) => nameOf((at + more) % tenants))
      await Promise.all(some.map((tenant) => ask(agent, port, `/t/${tenant}/auth/sign-in`)))
    }
    agent.destroy()
    return { start, rss, rssInUse: rssOf(server) }
  } finally {
    const ended = new Promise((resolve) => server.once('close', resolve))
    server.kill('SIGTERM')
    await ended
  }
}

/** The build where there is one, the sources otherwise. */
function serverArguments(): readonly string[] {
  const bin = join(root, 'packages/server/bin/postern.mjs')
  return existsSync(join(root, 'packages/server/dist/main.js'))
    ? [bin, 'start']
    : ['--conditions=@postern/source', bin, 'start']
}

const settings = {
  POSTERN_BASE_URL: `https://${host}`,
  POSTERN_SECRET: 'a bench needs a secret of thirty-two bytes',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'Acme <no-reply@acme.example>',
  POSTERN_TRUSTED_HOPS: '0',
  PORT: '0',
  HOST: '127.0.0.1',
}

function portOf(server: ChildProcess): Promise<number> {
  let text = ''
  return new Promise((resolve, reject) => {
    server.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const [, port] = /"listening":\["[^"]*:(\d+)"/.exec(text) ?? []
      if (port !== undefined) resolve(Number(port))
    })
    server.once('close', () => reject(new Error(`The server ended: ${text}`)))
  })
}

function ask(agent: Agent, port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, host: '127.0.0.1', port, path, headers: { host } }, (incoming) => {
      incoming.resume()
      incoming.once('end', () => {
        if (incoming.statusCode === 200) resolve()
        else reject(new Error(`${path} was answered with ${incoming.statusCode}`))
      })
    })
    outgoing.once('error', reject)
    outgoing.end()
  })
}

/** Bytes. */
function rssOf({ pid }: ChildProcess): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

function report(one: readonly Figures[], all: readonly Figures[]): void {
  const row = (name: string, of: (figures: Figures) => number, unit: string, goal: string): string => {
    const [few, lots] = [median(one.map(of)), median(all.map(of))]
    return `| ${name} | ${few.toFixed(0)} ${unit} | ${lots.toFixed(0)} ${unit} | ${(lots / few).toFixed(2)} | ${goal} |`
  }
  const megabytes = (bytes: number): number => bytes / 2 ** 20
  process.stdout.write(
    [
      `|  | 1 tenant | ${many} tenants | ratio | goal |`,
      '| --- | --- | --- | --- | --- |',
      row('start to first answer', ({ start }) => start, 'ms', `≤ ${goals.start}`),
      row('memory then', ({ rss }) => megabytes(rss), 'MiB', `≤ ${goals.memory}`),
      row(`memory after ${many} sign-in pages`, ({ rssInUse }) => megabytes(rssInUse), 'MiB', `≤ ${goals.memory}`),
      '',
    ].join('\n'),
  )
}

await main()
