/** The server's routes in this process, with a clock that is moved by hand: what webhooks, transports and notices are tried on. */
import type { Instant, Send, Transport } from 'postern/kit'
import { createHooks } from 'postern/kit'
import { createTransports } from '../src/transports/transports-for.ts'
import { createSafeSend } from '../src/webhooks/safe-send.ts'
import { createWebhooks } from '../src/webhooks/webhooks.ts'
import { type Installation, type InstallationOptions, install } from './in-process.ts'

export interface DeliveryWorld extends Pick<Installation, 'runtime' | 'desk' | 'key' | 'call' | 'close'> {
  pass(milliseconds: number): void
  /** Rounds of chores until nothing is left to do now. */
  settle(): Promise<void>
  tenant(id: string): Promise<void>
}

export interface DeliveryWorldOptions {
  readonly send?: Send
  /** The installation's own. */
  readonly transports?: readonly Transport[]
  /** Of the installation's own mail server. */
  readonly noticeSecret?: string
}

const begin = Date.parse('2026-11-22T12:00:00Z')

/** With a tenant `acme` and its application `shop`. */
export async function deliveryWorld(options: DeliveryWorldOptions = {}): Promise<DeliveryWorld> {
  const { send, transports = [], noticeSecret } = options
  const safeSend = send ?? createSafeSend({ development: false })
  let now = begin
  const waiting = { mails: 0 }
  const installation = await install({
    clock: { now: () => now as Instant },
    transports,
    ownMachine: true,
    ...(noticeSecret !== undefined && { noticeSecret }),
    hooks: (onFault) => countWaiting(waiting, onFault),
    transportsOf: transportsOver(transports, safeSend),
    webhooksOf: (made, directory) => createWebhooks(made, { send: safeSend, directory }),
  })
  const { runtime } = installation
  const tenant = async (id: string): Promise<void> => {
    await installation.tenant(id)
    await installation.application(id, id === 'acme' ? 'shop' : `${id}-shop`, { name: 'Shop' })
  }
  await tenant('acme')
  return {
    ...installation,
    tenant,
    pass(milliseconds) {
      now += milliseconds
    },
    async settle() {
      // One that nobody is to get ends without a word.
      for (let waits = 0; waiting.mails > 0 && waits < 30; waits++) await new Promise((done) => setTimeout(done, 10))
      waiting.mails = 0
      for (let rounds = 0; rounds < 50; rounds++) {
        if ((await runtime.runChores()).nextAt > now) {
          now += 1_000
          if (rounds > 2) return
        }
      }
    },
  }
}

/** Mails are delivered from memory at once: those that were asked for and have not ended yet. */
function countWaiting(waiting: { mails: number }, onFault: (fault: unknown) => void) {
  const hooks = createHooks(onFault)
  hooks.on('link.requested', () => void waiting.mails++)
  for (const end of ['link.delivered', 'link.failed'] as const) hooks.on(end, () => void waiting.mails--)
  return hooks
}

function transportsOver(own: readonly Transport[], safeSend: Send): NonNullable<InstallationOptions['transportsOf']> {
  const onFault = (fault: unknown): never => {
    throw fault
  }
  return (made, directory) => {
    const all = createTransports(made, { directory, own, safeSend, development: false, onFault })
    return (scope) => all.of(scope)
  }
}
