/** The generator seen from outside. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Evidence, Figures, Holding, Order, Place, Said } from './generator/told.ts'

export interface Generator {
  readonly smtpPort: number
  place(place: Place): Promise<void>
  /** So many people in turn: what the server can do. */
  closed(people: number, seconds: number): Promise<Figures>
  /** So many arrivals a second, by the clock. Each has a connection, or waits for one. */
  open(rate: number, seconds: number): Promise<Figures>
  /** The same, and whoever finds no connection goes away. */
  flood(rate: number, seconds: number): Promise<Figures>
  hold(holding: Holding, count: number): Promise<Held>
  /** What was held until now. */
  release(): Promise<Held>
  evidence(): Promise<Evidence>
  end(): void
}

export type Held = Extract<Said, { kind: 'held' }>

const program = fileURLToPath(new URL('./generator/main.ts', import.meta.url))

export async function startGenerator(core: number | undefined): Promise<Generator> {
  const [command, args] = onCore(core, ['--no-warnings', program])
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const hear = <K extends Said['kind']>(kind: K): Promise<Extract<Said, { kind: K }>> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        child.off('message', listen)
        child.off('close', died)
      }
      const listen = (said: Said): void => {
        if (said.kind !== kind) return
        stop()
        resolve(said as Extract<Said, { kind: K }>)
      }
      const died = (): void => {
        stop()
        reject(new Error('the generator ended'))
      }
      child.on('message', listen)
      child.on('close', died)
    })
  const ask = <K extends Said['kind']>(order: Order, kind: K): Promise<Extract<Said, { kind: K }>> => {
    const heard = hear(kind)
    child.send(order)
    return heard
  }
  const { smtpPort } = await hear('ready')
  return {
    smtpPort,
    place: async ({ port, host, pid, seed }) =>
      void (await ask({ kind: 'place', place: { port, host, pid, seed } }, 'done')),
    closed: async (people, seconds) => (await ask({ kind: 'closed', people, seconds }, 'figures')).figures,
    open: async (rate, seconds) => (await ask({ kind: 'open', rate, seconds, waits: true }, 'figures')).figures,
    flood: async (rate, seconds) => (await ask({ kind: 'open', rate, seconds, waits: false }, 'figures')).figures,
    hold: (holding, count) => ask({ kind: 'hold', holding, count }, 'held'),
    release: () => ask({ kind: 'release' }, 'held'),
    evidence: async () => (await ask({ kind: 'evidence' }, 'evidence')).evidence,
    end: () => void child.kill('SIGKILL'),
  }
}

/** A Node process, kept to one core where that can be had. */
export function onCore(core: number | undefined, args: readonly string[]): readonly [string, string[]] {
  if (core === undefined) return [process.execPath, [...args]]
  return ['taskset', ['--cpu-list', String(core), process.execPath, ...args]]
}
