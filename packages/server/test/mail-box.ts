/** A transport that keeps what it is handed, and what a test takes out of it. */
import type { Handover, Rendered, Transport } from 'postern/kit'

export interface MailBox {
  readonly transport: Transport
  readonly mails: readonly Rendered[]
  /** The next mail to an address that was not given yet, of one kind where one is named. */
  next(address: string, kind?: string): Promise<Rendered>
  /** What becomes of the mails from now on. */
  answer(by: () => Handover): void
}

const patience = 5_000

export function createMailBox(): MailBox {
  const mails: Rendered[] = []
  const given = new Set<Rendered>()
  let answer = (): Handover => ({ kind: 'taken' })
  const find = (address: string, kind?: string): Rendered | undefined =>
    mails.find((mail) => mail.to === address && !given.has(mail) && (kind ?? mail.facts.kind) === mail.facts.kind)
  return {
    mails,
    transport: {
      name: 'box',
      channel: 'mail',
      send: async (mail) => {
        const handover = answer()
        if (handover.kind === 'taken') mails.push(mail)
        return handover
      },
    },
    async next(address, kind) {
      const end = performance.now() + patience
      for (;;) {
        const found = find(address, kind)
        if (found) {
          given.add(found)
          return found
        }
        if (performance.now() > end) throw new Error(`no mail to ${address}`)
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    },
    answer: (by) => {
      answer = by
    },
  }
}

/** `<attempt id>.<secret>` of a mail's link. */
export function tokenIn(mail: Rendered): string {
  const { pathname, hash } = new URL(mail.facts.link ?? '')
  return `${pathname.split('/').at(-1)}.${hash.slice(1)}`
}
