/** One person, one sign-in, and little patience: where it fails, the row cannot be played. */
import { type Caller, type SignedIn, signedInBy } from './caller.ts'
import type { Scene } from './scene.ts'

export async function signInOnce(scene: Scene, caller: Caller, email: string, port?: number): Promise<SignedIn> {
  for (let tries = 1; ; tries++) {
    const signedIn = await tryOnce(scene, caller, email, port)
    if (typeof signedIn !== 'string') return signedIn
    if (tries === mostTries) throw new Error(`${email} was not signed in: ${signedIn}`)
  }
}

/** On a slow machine a link that lives for seconds may be over before it is used, and a busy database says so. */
const mostTries = 5

async function tryOnce(scene: Scene, caller: Caller, email: string, port?: number): Promise<SignedIn | string> {
  const { answer, handle } = await caller.request(email, port)
  const mail = await scene.sink.mailOf(answer?.attempt ?? '', answer ? 30_000 : 0)
  if (!mail) return `no mail, ${JSON.stringify(answer)}`
  const redeemed = await caller.redeem(mail.attempt, { token: mail.token, handle }, port === undefined ? {} : { port })
  return signedInBy(redeemed) ?? JSON.stringify(redeemed.answer ?? 'nothing')
}
