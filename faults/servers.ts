/** Servers as their users run them, as part of a scene, and callers of theirs. */
import { type Caller, createCaller } from './caller.ts'
import { createKeyHolder, type KeyHolder } from './key-holder.ts'
import { type Server, startServer } from './nodes/server.ts'
import type { RecorderOptions } from './recorder.ts'
import type { Scene } from './scene.ts'

export const serverHost = 'sign-in.example.com'

export async function startServerOf(scene: Scene, settings: Readonly<Record<string, string>> = {}): Promise<Server> {
  const { database, smtp, secret } = await scene.orders()
  const server = await startServer({ folder: scene.folder, host: serverHost, database, smtp, secret, settings })
  scene.onEnd(async () => server.kill())
  return server
}

/** Everybody who calls is in another network, so that limits on networks are not what is tested. */
export function serverCaller(scene: Scene, more: Partial<RecorderOptions> = {}): Caller {
  const caller = createCaller(optionsOf(scene, more))
  scene.onEnd(async () => caller.close())
  return caller
}

export function keyHolder(scene: Scene, more: Partial<RecorderOptions> = {}): KeyHolder {
  const holder = createKeyHolder(optionsOf(scene, more))
  scene.onEnd(async () => holder.close())
  return holder
}

const optionsOf = (scene: Scene, more: Partial<RecorderOptions>): RecorderOptions => ({
  history: scene.history,
  host: serverHost,
  timeout: 30_000,
  headers: () => ({ 'x-forwarded-for': someNetwork(scene) }),
  // The port of nobody: whoever calls a server says which.
  port: () => 1,
  ...more,
})

function someNetwork({ random }: Scene): string {
  return [random.between(20, 100), random.below(250), random.below(250), 1 + random.below(250)]
    .map(Math.floor)
    .join('.')
}
