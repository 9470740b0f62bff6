import type { Caller } from '../caller.ts'
import type { Calls, Injury } from '../nodes/orders.ts'
import type { RunningNode } from '../nodes/running-node.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { signInOnce } from '../sign-in-once.ts'
import { type Step, wholeSignIn } from '../whole-sign-in.ts'

const injuries: readonly Injury[] = ['rejects', 'throws', 'hangs', 'twice']
/** How long a node waits for a command that hangs, and how long a caller waits for a node. */
const patience = 1_000
const longestAnswer = 5_000
/** A node cannot start without the time, and asks for nobody's sake later; hints are answered to nobody. */
const isInjured = (name: string): boolean => !['time', 'clock'].includes(name) && !name.startsWith('relay.')

export const failingPorts: Row = {
  name: 'F37',
  about: 'every call of a port that a sign-in makes rejects, throws, hangs or happens twice',
  engines: ['sqlite', 'postgres'],
  allowsServerErrors: true,
  mailsMayEnd: true,
  async run(scene) {
    const wrong: string[] = []
    const calls = await callsOfSignIns(scene)
    const hows = scene.size === 'full' ? () => injuries : () => [scene.random.of(injuries)]
    const plays = [...calls].flatMap(([name, bearer]) => hows().map((how) => ({ name, how, bearer })))
    for (const play of plays) wrong.push(...(await injure(scene, play)))
    return {
      wrong,
      mayRepeat: plays.length * mailsEach,
      note: `${plays.length} injuries of ${calls.size} calls: ${[...calls.keys()].join(', ')}. A command that hangs is busy in the end. An unhandled rejection ends the process, and there was none`,
    }
  },
}

/** Two sign-ins, another mail, and whoever signs in afterwards. */
const mailsEach = 4

/** Whatever a sign-in, its delivery and its end call, and whether it takes bearers to have it called. */
async function callsOfSignIns(scene: Scene): Promise<ReadonlyMap<string, boolean>> {
  const calls = new Map<string, boolean>()
  for (const bearer of [false, true]) {
    const node = await startFirst(scene, { bearer })
    const steps = await wholeSignIn(scene, { ...someone(scene), email: 'nobody-is-hurt@example.com' })
    const refused = steps.filter(({ outcome }) => outcome.answer === undefined)
    if (refused.length > 0) throw new Error(`without any fault, ${refused[0]?.what} was not answered`)
    await scene.until('every chore', async () => (await callsOf(node)).called.includes('events.seal'))
    for (const name of (await callsOf(node)).called.filter(isInjured)) if (!calls.has(name)) calls.set(name, bearer)
    await node.stop()
  }
  return calls
}

interface Play {
  readonly name: string
  readonly how: Injury
  readonly bearer: boolean
}

/** Chores, too, are injured from their first round on: each play has a process of its own. */
async function injure(scene: Scene, { name, how, bearer }: Play): Promise<readonly string[]> {
  const node = await startFirst(scene, { bearer, patience, injured: { name, how } })
  scene.history.fault(`${name} ${how}`)
  const steps = await wholeSignIn(scene, { ...someone(scene, name), email: `${name}-${how}@example.com` })
  const isCalled = async (): Promise<boolean> => (await callsOf(node)).injuries > 0
  await scene.whileNot(isCalled, scene.atMost(longestAnswer))
  const wrong = (await isCalled()) ? [] : ['was never called']
  await node.tell({ kind: 'heal' })
  await signInOnce(scene, scene.caller({ timeout: 20_000 }), `after-${name}-${how}@example.com`)
  if (how === 'hangs') await scene.until('chores that go on', () => goesOn(node))
  wrong.push(...steps.flatMap(faultOf), ...secretsIn(scene, node, steps))
  await node.kill()
  return wrong.map((what) => `${name} ${how}: ${what}`)
}

/** Both loops of chores come by again: what hung holds neither of them. */
async function goesOn(node: RunningNode): Promise<boolean> {
  const { called } = await callsOf(node)
  return called.includes('messages.claim') && called.includes('eventMark')
}

/** The keys of bearers are made once in an installation: by each of these anew, so that it is always called for. */
async function startFirst(scene: Scene, more: Parameters<Scene['start']>[0]): Promise<RunningNode> {
  const made = `DELETE FROM postern_documents WHERE kind = 'signing-keys'`
  if (more?.bearer) await (await scene.database()).query(made)
  return scene.start(more)
}

/** Nobody waits long for a mail that is not sent. */
const someone = (scene: Scene, injured?: string): { readonly caller: Caller; readonly patience: number } => ({
  caller: scene.caller({ timeout: scene.atMost(longestAnswer) }),
  patience: injured === 'transport.send' ? 500 : scene.atMost(longestAnswer),
})

async function callsOf(node: RunningNode): Promise<Calls> {
  await node.tell({ kind: 'sample' })
  const sample = node.said.findLast((line) => line.kind === 'sample')
  if (!sample) throw new Error('a node said nothing of its calls')
  return sample
}

/** A refusal, an answer as promised, or a problem with a code: whoever asks is told one of them. */
function faultOf({ what, outcome }: Step): readonly string[] {
  if (outcome.answer !== undefined || /"code":"[a-z-]+"/.test(outcome.text)) return []
  return [outcome.text === '' ? `${what} was never answered` : `an answer without a type: ${outcome.text.slice(0, 80)}`]
}

function secretsIn(scene: Scene, node: RunningNode, steps: readonly Step[]): readonly string[] {
  const faults = node.said.flatMap((line) => (line.kind === 'fault' ? [line.what] : []))
  const all = [node.complaints(), ...faults, ...steps.map(({ outcome }) => outcome.text)].join('\n')
  const secrets = scene.sink.mails.flatMap(({ token }) => [token.split('.')[1] ?? token])
  return secrets.some((secret) => secret !== '' && all.includes(secret)) ? ['a fault or an answer holds a secret'] : []
}
