import { createHash, randomBytes } from 'node:crypto'
import { type Asked, type Caller, type HandOff, wrongCode } from '../caller.ts'
import { keyIn } from '../key-holder.ts'
import type { Server } from '../nodes/server.ts'
import { operationsOf } from '../operations.ts'
import { textIn } from '../recorder.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { keyHolder, serverCaller, startServerOf } from '../servers.ts'
import { signInOnce } from '../sign-in-once.ts'

const redirectUri = 'https://shop.example/callback'

export const races: Row = {
  name: 'F15',
  about:
    'callers on different nodes race for one link, code, refresh token or hand-off, the tries of one attempt and the first key',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const racers = scene.pick(24, 50)
    const [mails, refreshes] = [scene.pick(12, 1_200), scene.pick(4, 400)]
    const [rounds, handOffs] = [scene.pick(1, 20), scene.pick(4, 20)]
    // Servers take longer to start than nodes take to be played.
    const [wrong, first] = await Promise.all([raceAtNodes(scene, { racers, mails, refreshes }), startPair(scene)])
    for (let round = 0; round < rounds; round++) {
      const pair = round === 0 ? first : await startPair(scene)
      wrong.push(...(await raceAtServers(scene, { racers, pair, from: round * handOffs, handOffs })))
    }
    return {
      wrong,
      note: `${racers} racers each for ${mails} links, codes and attempts, ${refreshes} refresh tokens, ${rounds * handOffs} hand-offs, and ${rounds} first keys, by ${rounds} pairs of servers. There are no recovery codes and no passkeys`,
    }
  },
}

interface Races {
  readonly racers: number
}

/** Two nodes of the library, whose callers hold tokens. */
async function raceAtNodes(
  scene: Scene,
  { racers, mails, refreshes }: Races & { readonly mails: number; readonly refreshes: number },
): Promise<string[]> {
  const nodes = [await scene.start({ bearer: true }), await scene.start({ bearer: true })]
  const pair: Pair = { racers, ports: nodes.map(({ port }) => port) }
  const caller = scene.caller({ timeout: 30_000 })
  const wrong: string[] = []
  for (let object = 0; object < mails; object++) wrong.push(...(await raceForMail(scene, caller, { pair, object })))
  for (let object = 0; object < refreshes; object++) await raceForRefresh(scene, caller, { pair, object })
  for (const node of nodes) await node.stop()
  return wrong
}

interface Pair extends Races {
  readonly ports: readonly number[]
}

/** As many as there are racers, in turn at one and at the other. */
function race<T>({ racers, ports }: Pair, run: (at: number, port: number) => Promise<T>): Promise<readonly T[]> {
  return Promise.all(Array.from({ length: racers }, (_, at) => run(at, ports[at % 2] ?? 0)))
}

interface OneOf {
  readonly pair: Pair
  readonly object: number
}

/** A link, a code, or the tries of an attempt. */
async function raceForMail(scene: Scene, caller: Caller, { pair, object }: OneOf): Promise<readonly string[]> {
  const { answer, handle } = await caller.request(`race-${object}@example.com`)
  const mail = await scene.sink.mailOf(answer?.attempt ?? '', 10_000)
  if (!mail) return []
  const asked = { attempt: mail.attempt, handle }
  scene.history.fault('a race')
  await race(pair, (at, port) => {
    if (object % 3 === 2) return caller.guess(asked, wrongCode(mail.code, at), port)
    // Every other racer is somebody else, and can win only where the asker does not.
    const isAsker = object % 3 === 1 || at % 4 < 2
    const secrets =
      object % 3 === 1 ? { code: mail.code, handle } : { token: mail.token, ...(isAsker ? { handle } : {}) }
    return caller.redeem(mail.attempt, secrets, { port })
  })
  return object % 3 === 2 ? judgeGuesses(scene, asked) : judgeWinners(scene, asked)
}

/** All racers repeat one request, and are told one successor. It is a token like any other. */
async function raceForRefresh(scene: Scene, caller: Caller, { pair, object }: OneOf): Promise<void> {
  const { session, refreshToken = '' } = await signInOnce(scene, caller, `refreshed-${object}@example.com`)
  scene.history.fault('a race')
  const outcomes = await race(pair, (_, port) => caller.refresh(session, refreshToken, port))
  const successor = outcomes.flatMap(({ body }) => textIn(body['tokens'], 'refreshToken') ?? [])[0]
  if (successor === undefined) throw new Error('nobody won the race for a refresh token')
  await caller.refresh(session, successor, pair.ports[object % 2])
}

interface ServerPair {
  readonly servers: readonly Server[]
  readonly secret: string
}

/** A first key is given once for each secret, so that every pair brings another one. */
async function startPair(scene: Scene): Promise<ServerPair> {
  const secret = randomBytes(32).toString('base64url')
  const settings = { POSTERN_BOOTSTRAP_SECRET: secret, POSTERN_REDIRECTS: redirectUri }
  return { secret, servers: await Promise.all([startServerOf(scene, settings), startServerOf(scene, settings)]) }
}

interface AtServers extends Races {
  readonly pair: ServerPair
  readonly from: number
  readonly handOffs: number
}

async function raceAtServers(
  scene: Scene,
  { racers, pair: { servers, secret }, from, handOffs }: AtServers,
): Promise<readonly string[]> {
  const pair: Pair = { racers, ports: servers.map(({ port }) => port) }
  await raceForKey(scene, secret, pair)
  const caller = serverCaller(scene)
  const wrong: string[] = []
  for (let object = from; object < from + handOffs; object++)
    wrong.push(...(await raceForHandOff(scene, caller, { pair, object })))
  for (const server of servers) await server.stop()
  return wrong
}

async function raceForKey(scene: Scene, secret: string, pair: Pair): Promise<void> {
  const holder = keyHolder(scene)
  scene.history.fault('a race')
  const outcomes = await race(pair, (_, port) => holder.claim(secret, port))
  for (const key of outcomes.flatMap((outcome) => keyIn(outcome) ?? []))
    for (const port of pair.ports) await holder.use(key, port)
}

async function raceForHandOff(scene: Scene, caller: Caller, { pair, object }: OneOf): Promise<readonly string[]> {
  const [handOff, port] = [newHandOff(), pair.ports[object % 2] ?? 0]
  const { answer, handle } = await caller.requestHandOff(`handed-off-${object}@example.com`, handOff, port)
  const mail = await scene.sink.mailOf(answer?.attempt ?? '', 10_000)
  if (!mail) return [`no mail for a hand-off: ${JSON.stringify(answer)}`]
  const redeemed = await caller.redeem(mail.attempt, { token: mail.token, handle }, { port })
  const session = redeemed.answer?.session
  const next = textIn(redeemed.body, 'next')
  if (session === undefined || next === undefined) return [`no hand-off: ${JSON.stringify(redeemed.answer)}`]
  const code = new URL(next).searchParams.get('code') ?? ''
  scene.history.fault('a race')
  await race(pair, (_, at) => caller.exchange(session, code, { handOff, port: at }))
  return []
}

function newHandOff(): HandOff {
  const codeVerifier = randomBytes(32).toString('base64url')
  return { redirectUri, codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') }
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
