/**
 * Everything a row plays with: a database, a mail server, nodes that come and go, callers, a clock that can be set, and
 * one history of all of it. At the end the scene brings rest: what the dead left is delivered by a last node, later.
 */

import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Caller, type CallerOptions, createCaller } from './caller.ts'
import { type Database, type Engine, fileDatabase, type Servers, serverDatabase } from './databases.ts'
import { type History, openHistory } from './history.ts'
import { type Load, type LoadOptions, startLoad } from './load.ts'
import { setOffset } from './nodes/moving-clock.ts'
import type { Orders } from './nodes/orders.ts'
import { type RunningNode, startNode } from './nodes/running-node.ts'
import { type Random, randomFrom } from './random.ts'
import type { Size } from './row.ts'
import { openSink, type Sink } from './sink.ts'

export interface Scene {
  readonly size: Size
  /** How much of the way from the small to the full size: 1 is all of it. */
  readonly share: number
  readonly engine: Engine
  readonly seed: number
  readonly random: Random
  readonly folder: string
  readonly history: History
  readonly sink: Sink
  readonly servers: Servers
  /** Nodes that are running, in the order of their start. */
  readonly nodes: readonly RunningNode[]
  /** The last words of nodes that ended though nobody ended them. */
  readonly crashes: readonly string[]
  /** The most nodes that ran at the same time, and the most memory that one of them held. */
  readonly peaks: { nodes: number; rss: number }
  /** The small or the full number of something, or what the run's share of the way between them is. */
  pick(small: number, full: number): number
  /** Whether this row has the machine to itself, and is judged by the clock. */
  readonly isAlone: boolean
  /** A limit of time as a row that is alone is judged by. Others share their machine, and are given more. */
  atMost(milliseconds: number): number
  /** The row's database. Rows with designs on the server itself bring their own before anything runs. */
  database(): Promise<Database>
  bring(database: Database): void
  orders(more?: Partial<Orders>): Promise<Orders>
  start(more?: Partial<Orders>): Promise<RunningNode>
  /** The file by which clocks of nodes that look at it are set. */
  readonly clockFile: string
  setClocks(milliseconds: number): void
  caller(more?: Partial<CallerOptions>): Caller
  load(more: Partial<LoadOptions> & { readonly workers: number }): Load
  /** Waits until something is so. */
  until(what: string, look: () => boolean | Promise<boolean>, within?: number): Promise<void>
  /** The same, but time may run out: what was reached by then is what the run shows. */
  whileNot(look: () => boolean | Promise<boolean>, atMost: number): Promise<void>
  /** Ends all nodes, and lets a last one deliver what is left, after every lease. */
  rest(): Promise<void>
  /** To be called at the end of the row, last things first. */
  onEnd(act: () => Promise<unknown>): void
  close(): Promise<void>
}

const host = 'localhost:4000'
const afterEveryLease = 95_000
const longestRest = 45_000

export interface Setting {
  readonly size: Size
  readonly share: number
  readonly isAlone: boolean
  readonly engine: Engine
  readonly seed: number
  readonly folder: string
  readonly servers: Servers
}

export async function openScene(setting: Setting): Promise<Scene> {
  const { size, share, isAlone, engine, seed, folder, servers } = setting
  mkdirSync(folder, { recursive: true })
  const random = randomFrom(seed)
  const history = openHistory(join(folder, 'history.jsonl'))
  const sink = await openSink()
  const secret = randomBytes(32).toString('base64url')
  const clockFile = join(folder, 'clock')
  setOffset(clockFile, 0)
  const running = new Set<RunningNode>()
  const crashes: string[] = []
  const atEnd: (() => Promise<unknown>)[] = []
  const peaks = { nodes: 0, rss: 0 }
  let brought: Promise<Database> | undefined

  const scene: Scene = {
    ...setting,
    random,
    history,
    sink,
    clockFile,
    peaks,
    crashes,
    get nodes() {
      return [...running]
    },
    pick: (small, full) => (size === 'small' ? small : Math.round(small + (full - small) * share)),
    atMost: (milliseconds) => (isAlone ? milliseconds : milliseconds * 6),
    database: () => (brought ??= make(engine, folder, servers)),
    bring: (database) => void (brought = Promise.resolve(database)),
    orders: async (more) => ({
      database: (await scene.database()).url,
      smtp: sink.url,
      baseUrl: `http://${host}`,
      secret,
      ...more,
    }),
    async start(more) {
      const node = await startNode(await scene.orders(more))
      running.add(node)
      peaks.nodes = Math.max(peaks.nodes, running.size)
      void node.ended.then(() => {
        running.delete(node)
        peaks.rss = Math.max(peaks.rss, node.rss())
        if (node.hasCrashed()) crashes.push(node.complaints().slice(0, 2_000))
      })
      return node
    },
    setClocks: (milliseconds) => setOffset(clockFile, milliseconds),
    caller(more) {
      const port = (): number => (running.size === 0 ? 1 : random.of([...running]).port)
      const caller = createCaller({ history, port, host, timeout: 10_000, ...more })
      atEnd.push(async () => caller.close())
      return caller
    },
    load(more) {
      const load = startLoad({ caller: more.caller ?? scene.caller(), sink, random, ...more })
      atEnd.push(async () => load.abandon())
      return load
    },
    until,
    whileNot: (look, atMost) => until('', look, atMost).catch(ignoreLateness),
    rest: () => rest(scene, running),
    onEnd: (act) => void atEnd.push(act),
    async close() {
      await Promise.all([...running].map((node) => node.kill()))
      for (const act of atEnd.toReversed()) await act()
      await sink.close()
      await history.close()
      await (await brought)?.remove()
    },
  }
  return scene
}

async function make(engine: Engine, folder: string, servers: Servers): Promise<Database> {
  return engine === 'sqlite' ? fileDatabase(folder) : serverDatabase(await servers.shared())
}

async function rest(scene: Scene, running: ReadonlySet<RunningNode>): Promise<void> {
  await Promise.all([...running].map((node) => stopOrKill(node)))
  const database = await scene.database()
  scene.setClocks(afterEveryLease)
  const last = await scene.start({ clock: { file: scene.clockFile, kind: 'given' } })
  const queued = async (): Promise<number> =>
    Number((await database.query(`SELECT count(*) AS n FROM postern_messages WHERE state = 'queued'`))[0]?.['n'])
  const giveUpAt = performance.now() + longestRest
  while ((await queued()) > 0 && performance.now() < giveUpAt) await pause(50)
  await stopOrKill(last)
}

/** Whoever does not leave in time is ended. */
async function stopOrKill(node: RunningNode): Promise<void> {
  node.signal('SIGCONT')
  const late = setTimeout(() => node.signal('SIGKILL'), 15_000)
  await node.stop()
  clearTimeout(late)
}

function ignoreLateness(fault: unknown): void {
  if (!(fault instanceof Late)) throw fault
}

class Late extends Error {}

async function until(what: string, look: () => boolean | Promise<boolean>, within = 30_000): Promise<void> {
  const end = performance.now() + within
  while (!(await look())) {
    if (performance.now() > end) throw new Late(`waited ${within} ms for ${what}`)
    await pause(20)
  }
}
