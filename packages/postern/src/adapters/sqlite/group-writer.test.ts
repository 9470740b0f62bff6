import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Instant, instant } from '../../domain/instant.ts'
import { Connection } from './connection.ts'
import { type Driver, openDriver } from './driver.ts'
import { createGroupWriter, type GroupWriter, type GroupWriterOptions } from './group-writer.ts'
import { openDatabase } from './open-database.ts'
import { Transaction } from './transaction.ts'

let folder: string
let driver: Driver
let points: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-writer-'))
  driver = await openDatabase(join(folder, 'store.db'))
  driver.execute('CREATE TABLE words (word TEXT UNIQUE) STRICT')
  points = []
})

afterEach(() => {
  driver.close()
  rmSync(folder, { recursive: true, force: true })
})

function writerWith(over: Partial<GroupWriterOptions> = {}): GroupWriter {
  const checkpoint = (name: string): number => points.push(name)
  const options = { maxBatch: 256, maxWaiting: 1000, waitForLock: 2000, checkpoint, ...over }
  return createGroupWriter(new Transaction(new Connection(driver), 0), options)
}

interface Word {
  readonly word: string
  readonly now: Instant
}

function write(writer: GroupWriter, word: string): Promise<string> {
  const step = (tx: Transaction, input: Word): string => {
    tx.change('INSERT INTO words (word) VALUES (?)', input.word)
    return input.word
  }
  return writer.submit(step, { word, now: instant(1000) })
}

const words = (): unknown[] => driver.prepare('SELECT word FROM words ORDER BY rowid').all().flat()
const commits = (): number => points.filter((point) => point === 'writer:after-commit').length
const busy = expect.objectContaining({ code: 'busy' })

describe('the group writer', () => {
  test('gives the commands of one turn one commit, in their order', async () => {
    const writer = writerWith()
    const answers = await Promise.all(['one', 'two', 'three'].map((word) => write(writer, word)))
    expect(answers).toEqual(['one', 'two', 'three'])
    expect(words()).toEqual(['one', 'two', 'three'])
    expect(commits()).toBe(1)
  })

  test('gives commands of later turns a commit of their own', async () => {
    const writer = writerWith()
    await write(writer, 'one')
    await write(writer, 'two')
    expect(commits()).toBe(2)
  })

  test('answers nobody before the commit', async () => {
    const writer = writerWith()
    const answered = Promise.all(
      ['one', 'two'].map(async (word) => {
        await write(writer, word)
        points.push('answer')
      }),
    )
    await answered
    expect(points.indexOf('answer')).toBeGreaterThan(points.indexOf('writer:after-commit'))
    expect(points.indexOf('writer:after-commit')).toBeGreaterThan(points.indexOf('writer:before-commit'))
  })

  test('lets one that fails take nobody with it, and leaves nothing of it', async () => {
    const writer = writerWith()
    await write(writer, 'taken')
    const half = writer.submit(
      (tx) => {
        tx.change(`INSERT INTO words (word) VALUES ('half')`)
        throw new TypeError('a bug')
      },
      { now: instant(1000) },
    )
    const ends = await Promise.allSettled([write(writer, 'one'), write(writer, 'taken'), half, write(writer, 'two')])
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    await expect(half).rejects.toThrow(new TypeError('a bug'))
    expect(words()).toEqual(['taken', 'one', 'two'])
  })

  test('makes no batch longer than it may be', async () => {
    const writer = writerWith({ maxBatch: 10 })
    await Promise.all(Array.from({ length: 25 }, (_, at) => write(writer, `word ${at}`)))
    expect(commits()).toBe(3)
    expect(words()).toHaveLength(25)
  })

  test('waits for the lock of another process without stopping the event loop', async () => {
    const writer = writerWith()
    const other = openDriver(join(folder, 'store.db'))
    other.execute('BEGIN IMMEDIATE')
    const written = write(writer, 'patient')
    let turns = 0
    const until = performance.now() + 100
    while (performance.now() < until) {
      await nextTurn()
      turns++
    }
    expect(turns).toBeGreaterThan(20)
    expect(commits()).toBe(0)
    other.execute('COMMIT')
    other.close()
    await expect(written).resolves.toBe('patient')
  })

  test('waits for a lock so long and no longer, and is well afterwards', async () => {
    const writer = writerWith({ waitForLock: 60 })
    const other = openDriver(join(folder, 'store.db'))
    other.execute('BEGIN IMMEDIATE')
    const began = performance.now()
    await expect(write(writer, 'refused')).rejects.toEqual(busy)
    expect(performance.now() - began).toBeGreaterThanOrEqual(55)
    other.execute('ROLLBACK')
    other.close()
    await write(writer, 'afterwards')
    expect(words()).toEqual(['afterwards'])
  })

  test('refuses more commands than may wait', async () => {
    const writer = writerWith({ maxWaiting: 3 })
    const ends = await Promise.allSettled(['a', 'b', 'c', 'd'].map((word) => write(writer, word)))
    expect(ends[3]).toEqual({ status: 'rejected', reason: busy })
    expect(words()).toEqual(['a', 'b', 'c'])
  })

  test('is busy on a full disk, keeps what it had, and goes on when there is room', async () => {
    const writer = writerWith()
    await write(writer, 'before')
    const [pages] = driver.prepare('PRAGMA page_count').first() ?? []
    driver.execute(`PRAGMA max_page_count = ${String(pages)}`)
    const long = (letter: string): Promise<string> => write(writer, letter.repeat(50_000))
    const ends = await Promise.allSettled([long('x'), long('y')])
    expect(ends).toEqual([
      { status: 'rejected', reason: busy },
      { status: 'rejected', reason: busy },
    ])
    expect(words()).toEqual(['before'])
    driver.execute('PRAGMA max_page_count = 1000000')
    await long('z')
    expect(words()).toHaveLength(2)
  })

  test('answers those waiting before it closes, and takes no more', async () => {
    const writer = writerWith()
    const last = write(writer, 'last')
    const closed = writer.close()
    await expect(write(writer, 'late')).rejects.toEqual(busy)
    await closed
    await expect(last).resolves.toBe('last')
    await writer.close()
    expect(words()).toEqual(['last'])
  })

  test('closes in bounded time while somebody else holds the lock', async () => {
    const writer = writerWith({ waitForLock: 50 })
    const other = openDriver(join(folder, 'store.db'))
    other.execute('BEGIN IMMEDIATE')
    const refused = expect(write(writer, 'refused')).rejects.toEqual(busy)
    await Promise.race([writer.close(), pause(2000).then(() => Promise.reject(new Error('still open')))])
    await refused
    other.close()
  })
})
