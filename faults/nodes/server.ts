/** The server as its users run it: `postern start`, with settings from the environment. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Stalls } from './orders.ts'

export interface Server {
  readonly port: number
  readonly pid: number
  complaints(): string
  /** Since it was last asked. */
  stalls(): Promise<Stalls>
  /** SIGTERM, and how long the goodbye took. */
  stop(): Promise<{ readonly code: number | null; readonly took: number }>
  kill(): void
}

export interface ServerOptions {
  readonly folder: string
  readonly host: string
  readonly database: string
  readonly smtp: string
  readonly secret: string
  /** Settings beside these. */
  readonly settings?: Readonly<Record<string, string>>
}

const bin = fileURLToPath(new URL('../../packages/server/bin/postern.mjs', import.meta.url))
const watcher = new URL('./watch-stalls.ts', import.meta.url).href
const cache = fileURLToPath(new URL('../../.cache/node', import.meta.url))

const flags = ['--no-warnings', '--conditions=@postern/source']

export async function startServer(options: ServerOptions): Promise<Server> {
  const { folder, host, database, smtp, secret, settings } = options
  mkdirSync(folder, { recursive: true })
  const child = spawn(process.execPath, [...flags, '--import', watcher, bin, 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: cache,
      POSTERN_BASE_URL: `https://${host}`,
      POSTERN_SECRET: secret,
      DATABASE_URL: database,
      SMTP_URL: smtp,
      MAIL_FROM: 'Faults <no-reply@example.com>',
      POSTERN_TRUSTED_HOPS: '1',
      POSTERN_LOG_LEVEL: 'info',
      PORT: '0',
      ...settings,
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-100_000)))
  const heard = createInterface({ input: child.stdio[3] as Readable })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const port = await new Promise<number>((resolve, reject) => {
    const look = (): void => {
      const found = /"listening":\["[^"]+:(\d+)"\]/.exec(said)
      if (found) resolve(Number(found[1]))
    }
    child.stdout?.on('data', look)
    void ended.then(() => reject(new Error(`the server did not start: ${said}`)))
  })
  return {
    port,
    pid: child.pid ?? 0,
    complaints: () => said,
    async stalls() {
      const line = once(heard, 'line')
      child.kill('SIGUSR2')
      return JSON.parse(String((await line)[0])) as Stalls
    },
    async stop() {
      const begun = performance.now()
      child.kill('SIGTERM')
      const code = await ended
      return { code, took: performance.now() - begun }
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
