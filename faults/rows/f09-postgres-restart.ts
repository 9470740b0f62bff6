import { setTimeout as pause } from 'node:timers/promises'
import { databaseAt } from '../databases.ts'
import { figuresOf } from '../operations.ts'
import type { Row } from '../row.ts'

const longestRecovery = 5_000

export const postgresRestart: Row = {
  name: 'F9',
  about: 'PostgreSQL is restarted with `-m immediate` under load',
  engines: ['postgres'],
  async run(scene) {
    const server = await scene.servers.own()
    scene.bring(databaseAt(await server.createDatabase('faults')))
    const nodes = [await scene.start(), await scene.start()]
    const load = scene.load({ workers: 8 })
    const rounds = scene.pick(2, 30)
    for (let round = 0; round < rounds; round++) {
      await pause(scene.pick(1_200, 20_000))
      scene.history.fault('PostgreSQL restarts')
      await server.restart('immediate')
    }
    await pause(scene.pick(2_000, 10_000))
    await load.stop()
    const caller = scene.caller()
    const stuck: string[] = []
    for (const { port } of nodes) {
      const { answer } = await caller.request('after@example.com', port)
      if (answer?.status !== 200) stuck.push('a node is stuck after the last restart')
    }
    const { maxRecovery } = figuresOf(scene.history.lines)
    return {
      mayRepeat: rounds * nodes.length * 8,
      wrong: [...stuck, ...(maxRecovery > scene.atMost(longestRecovery) ? [`recovery took ${maxRecovery} ms`] : [])],
    }
  },
}
