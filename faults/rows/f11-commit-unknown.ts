import { setTimeout as pause } from 'node:timers/promises'
import { throughPort } from '../databases.ts'
import { operationsOf } from '../operations.ts'
import { openProxy } from '../proxy.ts'
import type { Row } from '../row.ts'

export const commitUnknown: Row = {
  name: 'F11',
  about: 'the line to the database is cut after a statement was sent and before its answer arrives',
  engines: ['postgres'],
  async run(scene) {
    const { url } = await scene.database()
    const proxy = await openProxy(Number(new URL(url).port), scene.random)
    scene.onEnd(() => proxy.close())
    const database = throughPort(url, proxy.port)
    await scene.start({ database })
    await scene.start({ database })
    const load = scene.load({ workers: 8, mistakes: 0.5 })
    await pause(500)
    const cuts = scene.pick(60, 5_000)
    proxy.weather({ kind: 'cut-answers', share: 0.04 })
    await scene.whileNot(() => proxy.cuts() >= cuts, scene.pick(12_000, 3_600_000))
    proxy.weather({ kind: 'clear' })
    await load.stop()
    const unsure = operationsOf(scene.history.lines).filter(({ status }) => status === 503)
    return {
      faults: proxy.cuts(),
      mayRepeat: proxy.cuts(),
      note: `${unsure.length} callers were told to try again; the rest were retried by the node`,
    }
  },
}
