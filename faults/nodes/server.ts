/** The server as its users run it: `postern start`, with settings from the environment. */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface Server {
  readonly port: number
  readonly pid: number
  complaints(): string
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
}

const bin = fileURLToPath(new URL('../../packages/server/bin/postern.mjs', import.meta.url))
const cache = fileURLToPath(new URL('../../.cache/node', import.meta.url))

export async function startServer({ folder, host, database, smtp, secret }: ServerOptions): Promise<Server> {
  mkdirSync(folder, { recursive: true })
  const child = spawn(process.execPath, ['--no-warnings', '--conditions=@postern/source', bin, 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
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
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-100_000)))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const port = await new Promise<number>((resolve, reject) => {
    const look = (): void => {
      const found = /"listening":\["[^"]+:(\d+)"\]/.exec(said)
      if (found) resolve(Number(found[1]))
    }
    child.stdout.on('data', look)
    void ended.then(() => reject(new Error(`the server did not start: ${said}`)))
  })
  return {
    port,
    pid: child.pid ?? 0,
    complaints: () => said,
    async stop() {
      const begun = performance.now()
      child.kill('SIGTERM')
      const code = await ended
      return { code, took: performance.now() - begun }
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
