/** A node seen from outside: a child process that says things, can be told things, and is ended by signals. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type Orders, ordersName, type Said, type Told } from './orders.ts'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface RunningNode {
  readonly pid: number
  readonly port: number
  readonly said: readonly Said[]
  /** What it wrote where nobody should write: standard output and standard error. */
  complaints(): string
  /** The next thing of this kind that it says. */
  hear<K extends Said['kind']>(kind: K, within?: number): Promise<Extract<Said, { kind: K }>>
  tell(told: Told): Promise<void>
  signal(signal: NodeJS.Signals): void
  /** Ends it at once. */
  kill(): Promise<Ended>
  /** Asks it to leave. */
  stop(): Promise<Ended>
  readonly ended: Promise<Ended>
  isRunning(): boolean
  /** Whether it ended though nobody ended it. */
  hasCrashed(): boolean
  /** The most memory that it held, in megabytes, as far as this system tells. */
  rss(): number
}

const program = fileURLToPath(new URL('./node.ts', import.meta.url))
/** Sources are stripped and compiled once, not in every process. */
const cache = fileURLToPath(new URL('../../.cache/node', import.meta.url))

export async function startNode(orders: Orders): Promise<RunningNode> {
  const child = spawn(process.execPath, ['--no-warnings', '--conditions=@postern/source', program], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: cache, [ordersName]: JSON.stringify(orders) },
  })
  const node = watch(child)
  try {
    const { port } = await node.hear('ready')
    return { ...node, port }
  } catch (fault) {
    if (node.isRunning()) await node.kill()
    throw new NodeDied(node, fault)
  }
}

/** A node that ended before it was ready. Where that was wanted, the node tells the rest. */
export class NodeDied extends Error {
  readonly node: Omit<RunningNode, 'port'>
  constructor(node: Omit<RunningNode, 'port'>, cause: unknown) {
    super(`a node ended before it was ready: ${node.complaints()}`, { cause })
    this.node = node
  }
}

function watch(child: ChildProcess): Omit<RunningNode, 'port'> {
  const said: Said[] = []
  const hearers = new Set<(line: Said) => void>()
  let complaints = ''
  let rss = 0
  let isRunning = true
  let isDoomed = false
  const look = (): void => void (rss = Math.max(rss, residentOf(child.pid ?? 0)))
  const looking = setInterval(look, 500)
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (complaints = (complaints + text).slice(-100_000)))
  createInterface({ input: child.stdio[3] as Readable }).on('line', (text) => {
    const line = JSON.parse(text) as Said
    said.push(line)
    if (line.kind === 'reached') isDoomed = true
    look()
    for (const hear of hearers) hear(line)
  })
  child.stdin?.on('error', () => undefined)
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearInterval(looking)
      isRunning = false
      resolve({ code, signal })
    })
  })
  const hear = <K extends Said['kind']>(kind: K, within = 60_000): Promise<Extract<Said, { kind: K }>> =>
    new Promise((resolve, reject) => {
      const give = (line: Said): void => {
        if (line.kind !== kind) return
        stopHearing()
        resolve(line as Extract<Said, { kind: K }>)
      }
      const late = setTimeout(() => {
        stopHearing()
        reject(new Error(`a node did not say ${kind} within ${within} ms: ${complaints}`))
      }, within)
      const stopHearing = (): void => {
        clearTimeout(late)
        hearers.delete(give)
      }
      hearers.add(give)
      void ended.then(() => {
        stopHearing()
        reject(new Error(`a node ended before it said ${kind}: ${complaints}`))
      })
    })
  return {
    pid: child.pid ?? 0,
    said,
    complaints: () => complaints,
    hear,
    async tell(told) {
      const answer = hear(told.kind === 'sample' ? 'sample' : 'done', 10_000)
      child.stdin?.write(`${JSON.stringify(told)}\n`)
      await answer
    },
    signal(signal) {
      if (signal === 'SIGKILL' || signal === 'SIGTERM') isDoomed = true
      child.kill(signal)
    },
    kill() {
      isDoomed = true
      child.kill('SIGKILL')
      return ended
    },
    stop() {
      look()
      isDoomed = true
      child.kill('SIGTERM')
      return ended
    },
    ended,
    isRunning: () => isRunning,
    hasCrashed: () => !isRunning && !isDoomed,
    rss: () => rss,
  }
}

function residentOf(pid: number): number {
  try {
    const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
    return Math.round(Number(found?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}
