import { setTimeout as pause } from 'node:timers/promises'
import type { Engine } from '../databases.ts'
import { tellOfDeaths } from '../deaths.ts'
import { dieAtEach } from '../die-under-load.ts'
import type { Row } from '../row.ts'

/** Before and after each call of the store that a sign-in makes; SQLite's group commit has moments of its own. */
const moments = [
  'attempts.prepare',
  'attempts.issue',
  'attempts.find',
  'attempts.takeTry',
  'attempts.redeem',
  'sessions.find',
  'sessions.revoke',
  'messages.settle',
].flatMap((call) => [`before:${call}`, `after:${call}`])
const ofTheWriter = ['begun', 'before-commit', 'after-commit', 'answered'].map((name) => `writer:${name}`)

const momentsOf = (engine: Engine): readonly string[] => (engine === 'sqlite' ? [...moments, ...ofTheWriter] : moments)

export const killAtEveryStep: Row = {
  name: 'F1',
  about: 'SIGKILL at every step of a sign-in, and at random moments',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const load = scene.load({ workers: 8 })
    const each = momentsOf(scene.engine)
    const all = Array.from({ length: scene.pick(1, 50) }, () => each).flat()
    const { wrong, note } = tellOfDeaths([await dieAtEach(scene, all)])
    const random = scene.pick(3, 5_000)
    for (let count = 0; count < random; count++) {
      const node = await scene.start()
      await pause(scene.random.between(20, 300))
      scene.history.fault('SIGKILL')
      await node.kill()
    }
    await scene.start()
    await load.stop()
    return {
      wrong,
      // A death between the mail server's answer and its note repeats the mails that were under way.
      mayRepeat: (all.length + random) * 8,
      note: `${note}; ${random} at random ones`,
    }
  },
}
