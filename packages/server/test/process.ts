/** The command as a child process in a folder of its own, with nothing of this environment but the path. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { databaseSetting, dropDatabases } from './store.ts'

export const bin: string = fileURLToPath(new URL('../bin/postern.mjs', import.meta.url))

/** Sources are stripped and compiled once, not in every process. */
export const cache: string = fileURLToPath(new URL('../../../.cache/node', import.meta.url))

export type Environment = Readonly<Record<string, string>>

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A process that is up, or on its way. */
export interface Postern {
  readonly folder: string
  readonly child: ChildProcess
  stdout(): string
  stderr(): string
  /** Waits until what it printed matches. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>
  stop(signal?: NodeJS.Signals): Promise<Ended>
  readonly ended: Promise<Ended>
}

export interface Launch {
  readonly args: readonly string[]
  readonly env?: Environment
  readonly folder?: string
  readonly node?: string
  readonly nodeArgs?: readonly string[]
}

const folders: string[] = []
const running = new Set<Postern>()

export function newFolder(parent: string = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'postern-server-'))
  folders.push(folder)
  return folder
}

/** For `afterEach`: no process, folder or database outlives its test. */
export async function cleanUp(): Promise<void> {
  await Promise.all([...running].map((one) => one.stop('SIGKILL')))
  await dropDatabases()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

export function launch({ args, env = {}, folder = newFolder(), node, nodeArgs }: Launch): Postern {
  const child = spawn(node ?? process.execPath, [...(nodeArgs ?? ['--conditions=@postern/source']), bin, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: cache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out = collect(child.stdout)
  const err = collect(child.stderr)
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout: out(), stderr: err() }))
  })
  const postern: Postern = {
    folder,
    child,
    stdout: out,
    stderr: err,
    ended,
    async printed(pattern) {
      const look = (): RegExpMatchArray | undefined => out().match(pattern) ?? undefined
      const found = await until(
        () => look() ?? (child.exitCode === null ? undefined : 'ended'),
        String(pattern),
        30_000,
      )
      if (found !== 'ended') return found
      await ended
      throw new Error(`it ended without saying ${pattern}:\n${out()}\n${err()}`)
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
  running.add(postern)
  void ended.then(() => running.delete(postern))
  return postern
}

/** Runs it to its end. */
export async function run(args: readonly string[], more: Omit<Launch, 'args'> = {}): Promise<Ended> {
  return launch({ ...more, args }).ended
}

/** A development server, and where it is. */
export async function dev(more: Partial<Launch> = {}): Promise<Postern & { readonly url: string }> {
  const folder = more.folder ?? newFolder()
  const env = { ...(await databaseSetting(folder)), ...more.env }
  const postern = launch({ ...more, folder, env, args: ['dev', ...(more.args ?? ['--port', '0'])] })
  const [, url = ''] = await postern.printed(/Sign-in page\s+(http:\S+)\/auth\/sign-in/)
  return { ...postern, url }
}

export const secret = 'test-secret-of-at-least-thirty-two-bytes'
export const host = 'sign-in.example.com'

/** What `start` cannot do without, but SMTP_URL. */
export const settings: Environment = {
  POSTERN_BASE_URL: `https://${host}`,
  POSTERN_SECRET: secret,
  DATABASE_URL: 'sqlite:./postern.db',
  MAIL_FROM: 'Acme <no-reply@acme.example>',
  POSTERN_TRUSTED_HOPS: '0',
  PORT: '0',
}

/** A production server, and where it listens. */
export async function start(more: Partial<Launch> = {}): Promise<Postern & { readonly url: string }> {
  const folder = more.folder ?? newFolder()
  const env = { ...settings, ...(await databaseSetting(folder)), ...more.env }
  const postern = launch({ ...more, folder, env, args: ['start', ...(more.args ?? [])] })
  const [, address] = await postern.printed(/"listening":\["([^"]+)"\]/)
  return { ...postern, url: `http://${address}` }
}

export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  what: string,
  within = 10_000,
): Promise<T> {
  const end = performance.now() + within
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > end) throw new Error(`waited ${within} ms for ${what}`)
    await pause(10)
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = ''
  stream?.setEncoding('utf8')
  stream?.on('data', (chunk: string) => (text += chunk))
  return () => text
}
