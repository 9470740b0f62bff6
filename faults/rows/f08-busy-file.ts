import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { operationsOf } from '../operations.ts'
import type { Row } from '../row.ts'

/** SQLite's limit in our settings, and what one checkpoint may leave beyond it. */
const largestLog = 64 * 2 ** 20 + 2 ** 20
/** Waiting for a lock is bounded at two seconds; the rest is the queue before it. */
const longestAnswer = 5_000

export const busyFile: Row = {
  name: 'F8',
  about: 'another process holds the write lock, or reads for a long time',
  engines: ['sqlite'],
  async run(scene) {
    const database = await scene.database()
    const path = database.url.slice('sqlite:'.length)
    await scene.start()
    const load = scene.load({ workers: 6, persistence: 40_000 })
    await pause(400)
    const rounds = scene.pick(4, 200)
    for (let round = 0; round < rounds; round++) {
      const isReader = round % 2 === 1
      const held = scene.random.between(100, scene.pick(3_000, 30_000))
      scene.history.fault(`${isReader ? 'a reader' : 'a writer'} for ${Math.round(held)} ms`)
      const other = new DatabaseSync(path, { timeout: 5_000 })
      other.exec(isReader ? 'BEGIN' : 'BEGIN IMMEDIATE')
      other.prepare('SELECT count(*) FROM postern_attempts').get()
      await pause(held)
      other.exec('ROLLBACK')
      other.close()
      await pause(300)
    }
    await load.stop()
    const log = existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0
    const slow = operationsOf(scene.history.lines).filter(
      ({ invokedAt, endedAt = invokedAt }) => endedAt - invokedAt > scene.atMost(longestAnswer),
    )
    return {
      mayRepeat: rounds * 8,
      wrong: [
        ...slow.map(({ act, invokedAt, endedAt = 0 }) => `a ${act.kind} waited ${Math.round(endedAt - invokedAt)} ms`),
        ...(log > largestLog ? [`the write-ahead log has ${log} bytes`] : []),
      ],
      note: `locks of 0.1 to ${scene.pick(3, 30)} s; the write-ahead log ended with ${Math.round(log / 1024)} KiB`,
    }
  },
}
