import type { Row } from '../row.ts'
import { signInOnce } from '../sign-in-once.ts'

export const revocationEverywhere: Row = {
  name: 'F18',
  about: 'a session ended on one node is used on the other',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const [here, there] = [(await scene.start()).port, (await scene.start()).port]
    const caller = scene.caller()
    const sessions = scene.pick(40, 1_000)
    for (let count = 0; count < sessions; count++) {
      const [one, other] = count % 2 === 0 ? [here, there] : [there, here]
      const signedIn = await signInOnce(scene, caller, `revoked-${count}@example.com`, one)
      await caller.check(signedIn, other)
      scene.history.fault('a session is ended')
      await caller.signOut(signedIn, one)
      await caller.check(signedIn, other)
    }
    return {
      maxRecovery: 0,
      note: `${sessions} sessions, each refused by the other node at once: every check reads the database. API keys do not exist yet`,
    }
  },
}
