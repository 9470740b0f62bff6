/**
 * The server under test, from outside: `postern dev` with a database and a mail server of its own, because only there
 * limits on people can be off, and with them on nobody gets as far as the limits of the machine.
 */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Place } from './generator/told.ts'
import { onCore } from './running-generator.ts'

export interface Server extends Omit<Place, 'seed'> {
  complaints(): string
  stop(): Promise<number | null>
}

export interface ServerOptions {
  readonly folder: string
  readonly database: string
  readonly smtpPort: number
  readonly core: number | undefined
  readonly env?: Readonly<Record<string, string>>
}

const bin = fileURLToPath(new URL('../packages/server/bin/postern.mjs', import.meta.url))
const cache = fileURLToPath(new URL('../.cache/node', import.meta.url))
const longestGoodbye = 20_000

export async function startServer({ folder, database, smtpPort, core, env }: ServerOptions): Promise<Server> {
  mkdirSync(folder, { recursive: true })
  const [command, args] = onCore(core, ['--no-warnings', '--conditions=@postern/source', bin, 'dev'])
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: cache,
      DATABASE_URL: database,
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      MAIL_FROM: 'Overload <no-reply@example.com>',
      POSTERN_LIMITS: 'off',
      PORT: '0',
      ...env,
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const url = await new Promise<URL>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /Sign-in page\s+(http:\S+)\/auth\/sign-in/.exec(said)
      if (found) resolve(new URL(found[1] ?? ''))
    })
    void ended.then(() => reject(new Error(`the server did not start: ${said}`)))
  })
  return {
    port: Number(url.port),
    host: url.host,
    // `taskset` becomes the process that it starts.
    pid: child.pid ?? 0,
    complaints: () => said,
    stop() {
      const late = setTimeout(() => child.kill('SIGKILL'), longestGoodbye)
      child.kill('SIGTERM')
      return ended.finally(() => clearTimeout(late))
    },
  }
}
