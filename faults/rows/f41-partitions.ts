import { setTimeout as pause } from 'node:timers/promises'
import { throughPort } from '../databases.ts'
import { openProxy, type Proxy, type Weather } from '../proxy.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'

const weathers: readonly Weather[] = [
  { kind: 'clear' },
  { kind: 'slow', least: 50, most: 500 },
  { kind: 'black-hole', way: 'both' },
  { kind: 'black-hole', way: 'to-server' },
  { kind: 'black-hole', way: 'to-client' },
  { kind: 'cut-answers', share: 0.1 },
]

export const partitions: Row = {
  name: 'F41',
  about: 'lines between nodes, database and mail server are slow, silent in one way or both, and cut, by chance',
  engines: ['postgres'],
  mailsMayEnd: true,
  async run(scene) {
    const { url } = await scene.database()
    const lines: Proxy[] = []
    const through = async (port: number): Promise<number> => {
      const proxy = await openProxy(port, scene.random)
      scene.onEnd(() => proxy.close())
      lines.push(proxy)
      return proxy.port
    }
    for (let node = 0; node < 2; node++) {
      const database = throughPort(url, await through(Number(new URL(url).port)))
      await scene.start({ database, smtp: `smtp://127.0.0.1:${await through(scene.sink.port)}` })
    }
    const load = scene.load({ workers: 8, caller: scene.caller({ timeout: 8_000 }), persistence: 40_000 })
    const ends = performance.now() + scene.pick(8_000, 1_800_000)
    let changes = 0
    while (performance.now() < ends) {
      await pause(scene.random.between(200, scene.pick(1_200, 5_000)))
      await storm(scene, lines)
      changes += 1
    }
    for (const line of lines) line.weather({ kind: 'clear' })
    await pause(scene.pick(1_500, 10_000))
    await load.stop()
    return {
      mayRepeat: changes * 32,
      note: 'by proxies of our own, without privileges; nodes speak to each other through the database only',
    }
  },
}

async function storm({ random, history }: Scene, lines: readonly Proxy[]): Promise<void> {
  const line = random.of(lines)
  const weather = random.of(weathers)
  const what = weather.kind === 'black-hole' ? `black hole ${weather.way}` : weather.kind
  history.fault(`line ${lines.indexOf(line)}: ${what}`)
  line.weather(weather)
  if (random.chance(0.2)) line.cut()
}
