import { setTimeout as pause } from 'node:timers/promises'
import { openBalancer } from '../balancer.ts'
import { operationsOf } from '../operations.ts'
import type { Row } from '../row.ts'
import { serverCaller, startServerOf } from '../servers.ts'

const longestGoodbye = 10_000

export const rollingRestart: Row = {
  name: 'F4',
  about: 'two servers restarted in turn by SIGTERM under load, behind a proxy that retries',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const balancer = await openBalancer()
    scene.onEnd(() => balancer.close())
    const servers = [await startServerOf(scene), await startServerOf(scene)]
    scene.peaks.nodes = 3
    for (const { port } of servers) balancer.add(port)
    const caller = serverCaller(scene, { port: () => balancer.port })
    // Twelve people who check their sessions eight times each: about 200 requests in a second.
    const load = scene.load({ caller, workers: scene.pick(6, 12), breath: 50, checks: 8 })
    const goodbyes: number[] = []
    for (let count = 0; count < scene.pick(3, 200); count++) {
      const fresh = await startServerOf(scene)
      balancer.add(fresh.port)
      servers.push(fresh)
      await pause(scene.pick(300, 1_000))
      const old = servers.shift()
      if (!old) break
      scene.history.fault('SIGTERM')
      const leaving = old.stop()
      // Balancers learn of it late.
      await pause(200)
      balancer.remove(old.port)
      const { code, took } = await leaving
      if (code !== 0) throw new Error(`a server left with ${code}: ${old.complaints()}`)
      goodbyes.push(took)
    }
    await load.stop()
    for (const server of servers.splice(0)) goodbyes.push((await server.stop()).took)
    const failed = operationsOf(scene.history.lines).filter(({ answer }) => answer === undefined)
    const late = goodbyes.filter((took) => took >= scene.atMost(longestGoodbye))
    return {
      wrong: [
        ...failed.map(({ act, why, status }) => `a ${act.kind} failed behind the proxy: ${why} ${status ?? ''}`),
        ...late.map((took) => `a goodbye took ${Math.round(took)} ms`),
      ],
      note: `longest goodbye ${Math.round(Math.max(...goodbyes))} ms; the proxy asked another node ${balancer.retries()} times`,
    }
  },
}
