import { setTimeout as pause } from 'node:timers/promises'
import { throughPort } from '../databases.ts'
import { operationsOf } from '../operations.ts'
import { openProxy } from '../proxy.ts'
import type { Row } from '../row.ts'

/** Time-outs act within 5 s; a machine with much to do is given one more. */
const longestAnswer = 6_000
const hole = 6_500

export const blackHole: Row = {
  name: 'F14',
  about: 'packets to and from the database vanish, and nobody is told',
  engines: ['postgres'],
  async run(scene) {
    const { url } = await scene.database()
    const proxy = await openProxy(Number(new URL(url).port), scene.random)
    scene.onEnd(() => proxy.close())
    await scene.start({ database: throughPort(url, proxy.port) })
    const load = scene.load({ workers: 6, caller: scene.caller({ timeout: 40_000 }) })
    const rounds = scene.pick(1, 50)
    for (let round = 0; round < rounds; round++) {
      await pause(600)
      scene.history.fault('black hole')
      proxy.weather({ kind: 'black-hole', way: 'both' })
      await pause(hole)
      proxy.weather({ kind: 'clear' })
      await pause(1_000)
    }
    await load.stop()
    const took = operationsOf(scene.history.lines).map(({ invokedAt, endedAt = invokedAt }) => endedAt - invokedAt)
    const late = took.filter((time) => time > scene.atMost(longestAnswer))
    return {
      mayRepeat: rounds * 8,
      wrong: late.length > 0 ? [`${late.length} answers took up to ${Math.round(Math.max(...late))} ms`] : [],
      note: `the slowest answer took ${Math.round(Math.max(...took))} ms; recovery counts the ${hole} ms of each hole`,
    }
  },
}
