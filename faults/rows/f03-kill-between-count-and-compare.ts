import { tellOfDeaths } from '../deaths.ts'
import { dieAtEach } from '../die-under-load.ts'
import type { Row } from '../row.ts'

export const killBetweenCountAndCompare: Row = {
  name: 'F3',
  about: 'SIGKILL after a try was counted and before it was compared',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const deaths = scene.pick(5, 2_000)
    const load = scene.load({ workers: 6, mistakes: 0.9 })
    const moments = Array.from({ length: deaths }, () => 'after:attempts.takeTry')
    const { wrong, note } = tellOfDeaths([await dieAtEach(scene, moments, { mostTimes: 6 })])
    await scene.start()
    await load.stop()
    return { wrong, mayRepeat: deaths * 6, note: `with a try counted and not yet compared ${note}` }
  },
}
