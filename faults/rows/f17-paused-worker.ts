import { setTimeout as pause } from 'node:timers/promises'
import { leaseLength } from '../leases.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'

export const pausedWorker: Row = {
  name: 'F17',
  about: 'a node is stopped for longer than its lease while it delivers, and goes on',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const clock = { file: scene.clockFile, kind: 'given' } as const
    const other = await scene.start({ clock })
    const world = { scene, clock, later: 0 }
    const rounds = scene.pick(2, 50)
    const wrong: string[] = []
    for (let round = 0; round < rounds; round++) {
      wrong.push(...(await pausedBeforeSending(world, `before-${round}@example.com`)))
      await pausedAfterSending(world, `after-${round}@example.com`)
    }
    await other.stop()
    return {
      wrong,
      // Only where the mail server had the mail before the pause.
      mayRepeat: rounds,
      note: 'SIGSTOP and SIGCONT; instead of a minute of waiting the clock that both nodes are given goes on by a lease',
    }
  },
}

interface World {
  readonly scene: Scene
  readonly clock: { readonly file: string; readonly kind: 'given' }
  later: number
}

/** It wakes up with a lease that is lost, and must see that before it sends. */
async function pausedBeforeSending(world: World, email: string): Promise<readonly string[]> {
  const { scene, clock } = world
  const { history, sink } = scene
  const node = await scene.start({ clock, at: { name: 'deliver:claimed', times: 1, act: 'pause' } })
  const reached = node.hear('reached')
  const asked = scene.caller({ timeout: 20_000 }).request(email, node.port)
  await reached
  history.fault('SIGSTOP before sending')
  passLease(world)
  await scene.until('the other node to deliver', () => sink.mails.some(({ to }) => to === email))
  node.signal('SIGCONT')
  await asked
  await pause(300)
  await node.stop()
  return sink.mails.filter(({ to }) => to === email).length > 1 ? ['a node sent after its lease was lost'] : []
}

/** The mail server had it already: the other node sends once more, and the first leaves its note alone. */
async function pausedAfterSending(world: World, email: string): Promise<void> {
  const { scene, clock } = world
  const { history, sink } = scene
  const node = await scene.start({ clock })
  let isFirst = true
  sink.atKept(() => {
    if (isFirst) node.signal('SIGSTOP')
    isFirst = false
  })
  const asked = scene.caller({ timeout: 20_000 }).request(email, node.port)
  await scene.until('the first mail', () => sink.mails.some(({ to }) => to === email))
  history.fault('SIGSTOP after sending')
  passLease(world)
  await scene.until('the other node to deliver', () => sink.mails.filter(({ to }) => to === email).length > 1)
  node.signal('SIGCONT')
  await asked
  await pause(200)
  await node.stop()
}

function passLease(world: World): void {
  world.later += leaseLength
  world.scene.setClocks(world.later)
}
