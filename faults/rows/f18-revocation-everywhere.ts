import { randomBytes } from 'node:crypto'
import type { Caller } from '../caller.ts'
import { type HeldKey, keyIn } from '../key-holder.ts'
import type { Server } from '../nodes/server.ts'
import type { Outcome } from '../recorder.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { keyHolder, serverCaller, startServerOf } from '../servers.ts'
import { signInOnce } from '../sign-in-once.ts'

export const revocationEverywhere: Row = {
  name: 'F18',
  about: 'a session or an API key that ended on one node is used on the other',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const [sessions, keys] = [scene.pick(12, 500), scene.pick(10, 500)]
    const secret = randomBytes(32).toString('base64url')
    // Servers take longer to start than nodes take to be played.
    const [servers] = await Promise.all([startServers(scene, secret), endAtNodes(scene, sessions)])
    const ports = servers.map(({ port }) => port)
    await endSessions(scene, serverCaller(scene), { count: sessions, name: 'cookie', ports })
    await endKeys(scene, secret, { count: keys, ports })
    for (const server of servers) await server.stop()
    return {
      maxRecovery: 0,
      note: `${sessions} sessions held by tokens at two nodes and ${sessions} by cookies at two servers, ${keys} API keys removed or rotated there: each refused by the other at once, refresh tokens too, as every use reads the database`,
    }
  },
}

function startServers(scene: Scene, secret: string): Promise<readonly Server[]> {
  const settings = { POSTERN_BOOTSTRAP_SECRET: secret }
  return Promise.all([startServerOf(scene, settings), startServerOf(scene, settings)])
}

async function endAtNodes(scene: Scene, count: number): Promise<void> {
  const nodes = [await scene.start({ bearer: true }), await scene.start({ bearer: true })]
  await endSessions(scene, scene.caller(), { count, name: 'bearer', ports: nodes.map(({ port }) => port) })
  for (const node of nodes) await node.stop()
}

interface Many {
  readonly count: number
  /** Of both. */
  readonly ports: readonly number[]
}

async function endSessions(
  scene: Scene,
  caller: Caller,
  { count, name, ports }: Many & { readonly name: string },
): Promise<void> {
  for (let at = 0; at < count; at++) {
    const [one, other] = inTurn(ports, at)
    const signedIn = await signInOnce(scene, caller, `${name}-${at}@example.com`, one)
    await caller.check(signedIn, other)
    scene.history.fault('a session is ended')
    await caller.signOut(signedIn, one)
    await caller.check(signedIn, other)
    if (signedIn.refreshToken !== undefined) await caller.refresh(signedIn.session, signedIn.refreshToken, other)
  }
}

/** Every other key is removed. The others get another secret, which is let in where the one before is not. */
async function endKeys(scene: Scene, secret: string, { count, ports }: Many): Promise<void> {
  const holder = keyHolder(scene)
  const first = given(await holder.claim(secret, ports[0] ?? 0))
  for (let at = 0; at < count; at++) {
    const [one, other] = inTurn(ports, at)
    const key = given(await holder.make(first, one))
    await holder.use(key, other)
    scene.history.fault('a key is ended')
    if (at % 2 === 0) await holder.remove(first, key, one)
    else await holder.use(given(await holder.rotate(first, key, one)), other)
    await holder.use(key, other)
  }
  await holder.use(first, ports[1] ?? 0)
}

function given(outcome: Outcome): HeldKey {
  const key = keyIn(outcome)
  if (!key) throw new Error(`no key was given: ${JSON.stringify(outcome.answer ?? 'nothing')}`)
  return key
}

const inTurn = (ports: readonly number[], at: number): readonly [number, number] => [
  ports[at % 2] ?? 0,
  ports[(at + 1) % 2] ?? 0,
]
