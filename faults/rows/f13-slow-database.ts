import { setTimeout as pause } from 'node:timers/promises'
import { throughPort } from '../databases.ts'
import { operationsOf } from '../operations.ts'
import { openProxy } from '../proxy.ts'
import type { Row } from '../row.ts'

/** How late answers are, and how long that lasts in a small run. */
const slowness = [
  { least: 10, most: 30, holds: 1_000 },
  { least: 100, most: 300, holds: 1_000 },
  { least: 1_000, most: 3_000, holds: 2_000 },
  { least: 5_000, most: 10_000, holds: 6_000 },
  { least: 10, most: 30, holds: 1_000 },
]

export const slowDatabase: Row = {
  name: 'F13',
  about: 'the database answers 10 ms to 10 s late, and more people come than connections can carry',
  engines: ['postgres'],
  async run(scene) {
    const { url } = await scene.database()
    const proxy = await openProxy(Number(new URL(url).port), scene.random)
    scene.onEnd(() => proxy.close())
    const node = await scene.start({ database: throughPort(url, proxy.port) })
    const load = scene.load({
      workers: scene.pick(60, 300),
      caller: scene.caller({ timeout: 20_000 }),
      persistence: 5_000,
    })
    // A young process still grows, however little of the row is played.
    await pause(scene.size === 'small' ? 1_500 : 30_000)
    const before = node.rss()
    for (const { least, most, holds } of slowness) {
      scene.history.fault(`answers are ${least} to ${most} ms late`)
      proxy.weather({ kind: 'slow', least, most })
      await pause(scene.pick(holds, 120_000))
    }
    proxy.weather({ kind: 'clear' })
    await pause(scene.pick(1_000, 10_000))
    await load.stop()
    const grown = Math.round((node.rss() / before - 1) * 100)
    const operations = operationsOf(scene.history.lines)
    const shed = operations.filter(({ status }) => status === 503).length
    const silent = operations.filter(({ why }) => why === 'time-out').length
    return {
      mayRepeat: slowness.length * 32,
      wrong: [
        ...(silent > 0 ? [`${silent} callers had no answer within 20 s`] : []),
        ...(scene.size === 'full' && grown > 20 ? [`memory grew by ${grown} %`] : []),
      ],
      note: `${shed} answers were 503; memory grew by ${grown} % from its peak before${scene.size === 'small' ? ' (judged in the full size only: a young process still grows)' : ''}`,
    }
  },
}
