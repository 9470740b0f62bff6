import { setTimeout as pause } from 'node:timers/promises'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { signInOnce } from '../sign-in-once.ts'

const second = 1_000
const hour = 3_600 * second
const secretsLive = 3 * second
/** Twice as long from the request at most, however late the mail was noted as sent; and the clock looks once a second. */
const surelyOver = 2 * secretsLive + 1_500

export const clockJumps: Row = {
  name: 'F27',
  about: 'somebody sets a node’s clock: an hour and a day ahead, an hour back, in steps and slowly',
  engines: ['sqlite', 'postgres'],
  mailsMayEnd: true,
  async run(scene) {
    const node = await scene.start({ clock: { file: scene.clockFile, kind: 'machine' }, secretsLive })
    const caller = scene.caller({ port: () => node.port })
    const early = await signInOnce(scene, caller, 'early@example.com')
    const load = scene.load({ workers: 3, caller })
    for (let round = 0; round < scene.pick(1, 200); round++) {
      await jumpBack(scene, caller)
      if (round === 0 || scene.engine === 'postgres') await jumpAhead(scene, caller)
    }
    await load.stop()
    await caller.check(early)
    return {
      mayRepeat: 8,
      note:
        scene.engine === 'postgres'
          ? 'Date.now of the node is set from a file; nodes on PostgreSQL count steadily and follow its clock'
          : 'Date.now of the node is set from a file; a clock set back stands still until it is caught up. One jump ahead only, as it cannot be undone',
    }
  },
}

type Caller = ReturnType<Scene['caller']>

/** What has expired stays so, however the clock is set back. */
async function jumpBack(scene: Scene, caller: Caller): Promise<void> {
  const { attempt, token, handle } = await askFor(scene, caller, 'back@example.com')
  await pause(surelyOver)
  for (const offset of [-5 * second, -10 * second, -15 * second, -hour]) {
    jump(scene, offset)
    await pause(150)
    await caller.redeem(attempt, { token, handle }, { expired: true })
  }
  // As a leap second is smeared, only faster.
  for (let step = 20; step >= 0; step--) {
    scene.setClocks(-step * 50)
    await pause(20)
  }
}

/** By a clock of the machine's own the link has expired then, and stays so. By the database's it has not. */
async function jumpAhead(scene: Scene, caller: Caller): Promise<void> {
  const { attempt, token, handle } = await askFor(scene, caller, 'ahead@example.com')
  const expired = scene.engine === 'sqlite'
  jump(scene, hour)
  await caller.redeem(attempt, { token, handle }, { expired })
  jump(scene, 0)
  await caller.redeem(attempt, { token, handle }, { expired })
  jump(scene, 24 * hour)
  await pause(300)
  await signInOnce(scene, caller, 'tomorrow@example.com')
  jump(scene, 0)
  await signInOnce(scene, caller, 'today@example.com')
}

async function askFor(scene: Scene, caller: Caller, email: string) {
  const { answer, handle } = await caller.request(email)
  const mail = await scene.sink.mailOf(answer?.attempt ?? '', 20_000)
  if (!mail) throw new Error(`no mail for ${email}`)
  return { attempt: mail.attempt, token: mail.token, handle }
}

function jump({ history, setClocks }: Scene, offset: number): void {
  history.fault(`the clock is ${offset / second} s ahead`)
  setClocks(offset)
}
