import { type Asked, wrongCode } from '../caller.ts'
import { operationsOf } from '../operations.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'

export const races: Row = {
  name: 'F15',
  about: 'callers on different nodes race for one link, one code and the tries of one attempt',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const ports = [(await scene.start()).port, (await scene.start()).port]
    const objects = scene.pick(12, 2_000)
    const racers = scene.pick(24, 50)
    const wrong: string[] = []
    const caller = scene.caller({ timeout: 30_000 })
    for (let object = 0; object < objects; object++) {
      const { answer, handle } = await caller.request(`race-${object}@example.com`)
      const mail = await scene.sink.mailOf(answer?.attempt ?? '', 10_000)
      if (!mail) continue
      const asked = { attempt: mail.attempt, handle }
      scene.history.fault('a race')
      const race = Array.from({ length: racers }, (_, at) => {
        const port = ports[at % 2] ?? 0
        if (object % 3 === 2) return caller.guess(asked, wrongCode(mail.code, at), port)
        // Every other racer is somebody else, and can win only where the asker does not.
        const isAsker = object % 3 === 1 || at % 4 < 2
        const secrets =
          object % 3 === 1 ? { code: mail.code, handle } : { token: mail.token, ...(isAsker ? { handle } : {}) }
        return caller.redeem(mail.attempt, secrets, { port })
      })
      await Promise.all(race)
      wrong.push(...(object % 3 === 2 ? judgeGuesses(scene, asked) : judgeWinners(scene, asked)))
    }
    return {
      wrong,
      note: `${objects} objects, ${racers} racers each: links, codes, tries. Refresh tokens, recovery codes, passkeys and administrators do not exist yet`,
    }
  },
}

/** The checker sees a second winner; that there is one at all is seen here. */
function judgeWinners({ history }: Scene, { attempt }: Asked): readonly string[] {
  const won = operationsOf(history.lines).some(
    ({ act, answer }) => act.kind === 'redeem' && act.attempt === attempt && answer?.session !== undefined,
  )
  return won ? [] : [`nobody won the race for ${attempt}`]
}

/** Five tries: four are told how many are left, the fifth that codes are shut, and so is everybody after it. */
function judgeGuesses({ history }: Scene, { attempt }: Asked): readonly string[] {
  const told = operationsOf(history.lines).filter(
    ({ act, answer }) => act.kind === 'guess' && act.attempt === attempt && answer?.code === 'code-wrong',
  )
  return told.length <= 4 ? [] : [`${told.length} wrong codes of ${attempt} were compared and told`]
}
