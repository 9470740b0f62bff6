import type { Injury } from '../nodes/orders.ts'
import type { RunningNode } from '../nodes/running-node.ts'
import type { Outcome } from '../recorder.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { signInOnce } from '../sign-in-once.ts'

const injuries: readonly Injury[] = ['rejects', 'throws', 'hangs', 'twice']
const calls = [
  'attempts.prepare',
  'attempts.issue',
  'attempts.find',
  'attempts.takeTry',
  'attempts.redeem',
  'sessions.find',
  'sessions.revoke',
  'messages.settle',
  'messages.claim',
  'events.unsealed',
  'sweep',
  'transport.send',
]
const patience = 700

export const failingPorts: Row = {
  name: 'F37',
  about: 'every call of a port rejects, throws, hangs or happens twice',
  engines: ['sqlite', 'postgres'],
  allowsServerErrors: true,
  async run(scene) {
    const wrong: string[] = []
    let count = 0
    for (const name of calls) {
      // What hangs holds its caller for ever, chores too: each call is injured in a process of its own.
      const node = await scene.start()
      const told: string[] = []
      for (const how of scene.size === 'full' ? injuries : [scene.random.of(injuries)]) {
        count += 1
        scene.history.fault(`${name} ${how}`)
        await node.tell({ kind: 'injure', name, how })
        const outcomes = await tryAll(scene, `${name}-${how}@example.com`)
        await node.tell({ kind: 'heal' })
        told.push(...outcomes.map(({ text }) => text))
        wrong.push(
          ...outcomes
            .filter(isUntyped)
            .map(({ text }) => `${name} ${how}: an answer without a type: ${text.slice(0, 80)}`),
        )
        if (how !== 'hangs')
          await signInOnce(scene, scene.caller({ timeout: 20_000 }), `after-${name}-${how}@example.com`)
      }
      wrong.push(...secretsIn(scene, node, told))
      await node.kill()
    }
    return {
      wrong,
      mayRepeat: count,
      note: `${count} injuries; a call that hangs holds its caller for ever: time-outs are the promise of the adapters. An unhandled rejection ends the process, and there was none`,
    }
  },
}

/** A whole sign-in, however far it comes. */
async function tryAll(scene: Scene, email: string): Promise<readonly Outcome[]> {
  const caller = scene.caller({ timeout: patience })
  const asked = await caller.request(email)
  const mail = await scene.sink.mailOf(asked.answer?.attempt ?? '', patience)
  if (!mail) return [asked]
  const guessed = await caller.guess(
    { attempt: mail.attempt, handle: asked.handle },
    mail.code === '000000' ? '000001' : '000000',
  )
  const redeemed = await caller.redeem(mail.attempt, { token: mail.token, handle: asked.handle })
  const session = redeemed.answer?.session
  if (session === undefined) return [asked, guessed, redeemed]
  const signedIn = { session, cookies: redeemed.cookies }
  return [asked, guessed, redeemed, await caller.check(signedIn), await caller.signOut(signedIn)]
}

/** Answered, but neither as promised nor as a problem with a code. */
const isUntyped = ({ answer, text }: Outcome): boolean =>
  answer === undefined && text !== '' && !/"code":"[a-z-]+"/.test(text)

function secretsIn(scene: Scene, node: RunningNode, told: readonly string[]): readonly string[] {
  const faults = node.said.flatMap((line) => (line.kind === 'fault' ? [line.what] : []))
  const all = [node.complaints(), ...faults, ...told].join('\n')
  const secrets = scene.sink.mails.flatMap(({ token }) => [token.split('.')[1] ?? token])
  return secrets.some((secret) => secret !== '' && all.includes(secret)) ? ['a fault or an answer holds a secret'] : []
}
