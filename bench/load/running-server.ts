/** A contestant as a child process: started on its core with a folder for its database, asked about itself, stopped. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Contestant } from '../contestants.ts'
import type { Ask, Tell } from '../servers/host.ts'
import { type MailLines, mailLines } from './mail-lines.ts'
import { type People, people } from './people.ts'

export type Sample = Extract<Tell, { kind: 'sample' }>

export interface RunningServer {
  readonly contestant: Contestant
  readonly port: number
  readonly mails: MailLines
  readonly people: People
  /** Requests of checks by people who are signed in. Scenario S2 fills it once. */
  readonly checks: string[]
  /** CPU since start, memory now, the longest stall since the last sample. */
  sample(): Promise<Sample>
  stop(): Promise<void>
}

export interface Place {
  readonly folder: string
  readonly core: number | undefined
  /** People who are in the database already. */
  readonly known?: number
}

const bench = fileURLToPath(new URL('..', import.meta.url))

export async function startServer(contestant: Contestant, place: Place): Promise<RunningServer> {
  mkdirSync(place.folder, { recursive: true })
  const child = launch(join(bench, contestant.program), place)
  const errors = collectErrors(child)
  const ready = (await heard(child, 'ready', contestant, errors)) as Extract<Tell, { kind: 'ready' }>
  const mails = mailLines(child.stdio[3] as Readable)
  return {
    contestant,
    port: ready.port,
    mails,
    people: people(place.known),
    checks: [],
    async sample() {
      const answer = heard(child, 'sample', contestant, errors)
      ask(child, { kind: 'sample' })
      return (await answer) as Sample
    },
    stop: () => stop(child),
  }
}

function launch(program: string, place: Place): ChildProcess {
  const [command, ...args] =
    place.core === undefined
      ? ([process.execPath, program] as const)
      : (['taskset', '--cpu-list', String(place.core), process.execPath, program] as const)
  return spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', BENCH_FOLDER: place.folder },
  })
}

function collectErrors(child: ChildProcess): { text: string } {
  const errors = { text: '' }
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    errors.text = (errors.text + chunk).slice(-4_000)
  })
  return errors
}

function heard(
  child: ChildProcess,
  kind: Tell['kind'],
  contestant: Contestant,
  errors: { readonly text: string },
): Promise<Tell> {
  return new Promise((resolve, reject) => {
    const died = () => {
      child.off('message', listen)
      reject(new Error(`${contestant.name} ended\n${errors.text}`))
    }
    const listen = (message: Tell) => {
      if (message.kind !== kind) return
      child.off('message', listen)
      child.off('close', died)
      resolve(message)
    }
    child.on('message', listen)
    child.once('close', died)
  })
}

function ask(child: ChildProcess, message: Ask): void {
  child.send(message)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  ask(child, { kind: 'stop' })
  await ended
  clearTimeout(late)
}
