import { type Deaths, tellOfDeaths } from '../deaths.ts'
import { dieAtEach } from '../die-under-load.ts'
import { leaseLength } from '../leases.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'

/** The last two are on either side of the note that a mail was sent. */
const moments = [
  'before:messages.claim',
  'after:messages.claim',
  'deliver:claimed',
  'deliver:sent-before-settle',
  'deliver:settled',
]

export const killTheOutbox: Row = {
  name: 'F2',
  about: 'SIGKILL at every step of the outbox: before and after the claim, mid-DATA, before and after the note',
  engines: ['sqlite', 'postgres'],
  mailsMayEnd: true,
  async run(scene) {
    const load = scene.load({ workers: 2, patience: 300 })
    const rounds = scene.pick(1, 200)
    let later = 0
    // Every life begins after the leases of the one before, so that there is something to claim.
    const orders = () => {
      later += leaseLength
      scene.setClocks(later)
      return { clock: { file: scene.clockFile, kind: 'given' } } as const
    }
    const deaths: Deaths[] = []
    for (let round = 0; round < rounds; round++) {
      deaths.push(await dieInTheData(scene, orders))
      deaths.push(await dieAtEach(scene, moments, { orders, mostTimes: 2 }))
    }
    await scene.start(orders())
    await load.stop()
    const { wrong, note } = tellOfDeaths(deaths)
    return {
      wrong,
      // A death repeats what was under way between the mail server's answer and its note: what waited for the node's
      // start is delivered at once.
      mayRepeat: rounds * moments.length * 4,
      note: `${note}; nodes are given a clock that passes every lease between two lives`,
    }
  },
}

const longestWait = 30_000

/** The mail server has begun to read, and never answers. */
async function dieInTheData(scene: Scene, orders: () => Parameters<Scene['start']>[0]): Promise<Deaths> {
  const node = await scene.start(orders())
  let count = 0
  scene.sink.atData(() => {
    count = 1
    node.signal('SIGKILL')
    return 'drop'
  })
  const late = setTimeout(() => node.signal('SIGKILL'), longestWait)
  await node.ended
  clearTimeout(late)
  scene.sink.atData(() => 'keep')
  scene.history.fault(count === 1 ? 'SIGKILL mid-DATA' : 'SIGKILL, as no mail was sent')
  return new Map([['mid-DATA', count]])
}
