/**
 * Moves an installation from one store to another, batch by batch in the order of the source's keys. The target notes how far it
 * has come in the transaction of each batch, so that a move that was killed goes on where it stopped. At the end both
 * sides are read again and compared. Knows neither store.
 */
import { PosternError } from '../../../domain/errors.ts'
import { migrations } from '../migrations/migrations.ts'
import { type Digest, digestOf } from './digest.ts'
import type { MovePlace, MoveSource, MoveTarget } from './ends.ts'
import { type MovedTable, movedTables, valuesOf } from './tables.ts'

export interface MoveProgress {
  readonly step: 'moving' | 'comparing'
  readonly table: string
  /** Rows done and rows in all, of this step. */
  readonly done: number
  readonly of: number
}

export interface MoveOptions {
  /** Rows in one transaction. Default 2,000. */
  readonly batch?: number
  readonly now: () => number
  readonly onProgress?: (progress: MoveProgress) => void
  /** For crash tests: called at named points. It must not throw. */
  readonly checkpoint?: (name: 'move:sent' | 'move:written' | 'move:settled' | 'move:compared') => void
}

export interface ComparedTable {
  readonly name: string
  readonly from: Digest
  readonly to: Digest
  readonly same: boolean
}

export interface MoveReport {
  /** `before`: the same move was finished earlier, and nothing was done now. */
  readonly kind: 'moved' | 'differs' | 'before'
  readonly tables: readonly ComparedTable[]
  /** Rows that this run moved; an earlier one may have moved others. */
  readonly moved: number
}

export async function moveRows(source: MoveSource, target: MoveTarget, options: MoveOptions): Promise<MoveReport> {
  const checkpoint = options.checkpoint ?? (() => undefined)
  await target.hold()
  await source.hold()
  await expectKnown(source, target)
  const places = await placesOf(source, target)
  if (places === 'finished') return { kind: 'before', tables: [], moved: 0 }
  const moved = await moveAll(source, target, places, options)
  await target.settle(await source.time())
  checkpoint('move:settled')
  const tables = await compareAll(source, target, options)
  checkpoint('move:compared')
  if (tables.some(({ same }) => !same)) return { kind: 'differs', tables, moved }
  await target.finish(options.now())
  return { kind: 'moved', tables, moved }
}

/** What a later step added would be left behind. */
async function expectKnown(...ends: readonly (MoveSource | MoveTarget)[]): Promise<void> {
  for (const end of ends) {
    if ((await end.schema()) <= migrations.length) continue
    const detail = `${end.location} has a schema of a newer version of Postern. Move it with that version.`
    throw new PosternError('server-error', detail)
  }
}

type Places = ReadonlyMap<string, MovePlace>

/** Where each table stands. Refuses a target that has anything else in it. */
async function placesOf(source: MoveSource, target: MoveTarget): Promise<Places | 'finished'> {
  const begun = await target.begun()
  if (begun && begun.source !== source.location) {
    const detail = `${target.location} has been filled from ${begun.source}, and not from ${source.location}.`
    throw new PosternError('server-error', `${detail} Name an empty database.`)
  }
  if (begun?.finishedAt !== undefined) return 'finished'
  for (const table of movedTables) {
    const rows = await target.count(table)
    if (rows === (begun?.places.get(table.name)?.rows ?? 0)) continue
    const detail = `${target.location} has rows in postern_${table.name} that did not come from this move.`
    throw new PosternError('server-error', `${detail} Name an empty database.`)
  }
  if (!begun) await target.begin(source.location, movedTables)
  return begun?.places ?? new Map()
}

const start: MovePlace = { rows: 0, last: undefined }

async function moveAll(source: MoveSource, target: MoveTarget, places: Places, options: MoveOptions): Promise<number> {
  const of = await countAll(source)
  const before = [...places.values()].reduce((sum, { rows }) => sum + rows, 0)
  let moved = 0
  for (const table of movedTables) {
    const tell = (rows: number): void => {
      moved += rows
      options.onProgress?.({ step: 'moving', table: table.name, done: before + moved, of })
    }
    await moveTable(source, target, table, { ...options, place: places.get(table.name) ?? start, tell })
  }
  return moved
}

async function countAll(source: MoveSource): Promise<number> {
  let rows = 0
  for (const table of movedTables) rows += await source.count(table)
  return rows
}

interface TableMove extends MoveOptions {
  readonly place: MovePlace
  readonly tell: (rows: number) => void
}

/** While one batch is being written, the next one is read. */
async function moveTable(
  source: MoveSource,
  target: MoveTarget,
  table: MovedTable,
  { batch = 2000, place, tell, checkpoint }: TableMove,
): Promise<void> {
  let from = place
  let next = await source.read(table, from.last, batch)
  for (;;) {
    const rows = next
    const last = rows.at(-1)
    if (last === undefined) return
    const to = { rows: from.rows + rows.length, last: valuesOf(table, source.keyOf(table), last) }
    const written = target.write(table, from, to, rows)
    checkpoint?.('move:sent')
    const read = rows.length < batch ? Promise.resolve([]) : source.read(table, to.last, batch)
    const [done, following] = await Promise.all([written, read])
    if (!done) {
      throw new PosternError('server-error', `Another move into ${target.location} is under way: let one of them end.`)
    }
    checkpoint?.('move:written')
    tell(rows.length)
    from = to
    next = following
  }
}

async function compareAll(
  source: MoveSource,
  target: MoveTarget,
  { batch = 2000, onProgress }: MoveOptions,
): Promise<readonly ComparedTable[]> {
  const of = await countAll(source)
  const tables: ComparedTable[] = []
  let done = 0
  for (const table of movedTables) {
    const tell = (rows: number): void => {
      done += rows
      onProgress?.({ step: 'comparing', table: table.name, done, of })
    }
    const [from, to] = await Promise.all([
      digestOf(source, table, batch, tell),
      digestOf(target, table, batch, () => undefined),
    ])
    tables.push({ name: table.name, from, to, same: from.rows === to.rows && from.hash === to.hash })
  }
  return tables
}
