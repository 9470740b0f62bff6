/** What tests about accounts do again and again. */
import type { Rendered } from '../../src/domain/message.ts'
import { type Browser, mailOf } from '../support/browser.ts'
import type { Mail } from '../support/mail.ts'
import type { World } from '../support/world.ts'

export const ada = 'ada@example.com'
export const lovelace = 'lovelace@analytical.example'

/** Asks for something that a mail confirms, and waits for the mail. */
export async function ask(world: World, browser: Browser, path: string, body: object = {}): Promise<Mail> {
  return mailOf(world, await browser.call(`/account/${path}`, body))
}

/** Proves the mailbox anew, in this session. */
export async function stepUp(world: World, browser: Browser): Promise<void> {
  const { token } = await ask(world, browser, 'step-up')
  await browser.call('/magic-link/verify', { token })
}

/** Takes another address, as the primary one unless told otherwise. */
export async function changeTo(world: World, browser: Browser, email: string, mode = 'primary'): Promise<void> {
  const { token } = await ask(world, browser, 'addresses', { email, mode })
  const reply = await browser.call('/magic-link/verify', { token })
  if (reply.status !== 200) throw new Error(`no change: ${reply.text}`)
}

export const told = (world: World, kind: string): Rendered[] =>
  world.mail.taken.filter(({ facts }) => facts.kind === kind)

/** The token in the mail about a change. */
export function undoOf(rendered: Rendered | undefined): { readonly id: string; readonly token: string } {
  const found = /\/undo\/([0-9a-z]{26})#([A-Za-z0-9_-]{43})/.exec(rendered?.text ?? '')
  if (!found) throw new Error('this mail undoes nothing')
  return { id: found[1] ?? '', token: `${found[1]}.${found[2]}` }
}
