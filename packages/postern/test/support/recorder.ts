/** A transport that keeps what it is given and answers as it is told to: what a mail system does, without the network. */
import type { Rendered } from '../../src/domain/message.ts'
import type { Handover, Transport } from '../../src/ports/transport.ts'
import { type Mail, readMail } from './mail.ts'

export interface Recorder extends Transport {
  /** Every delivery that was tried, repeats included. */
  readonly tried: readonly Rendered[]
  /** What was taken. */
  readonly taken: readonly Rendered[]
  /** Mails with a link and a code that were taken, oldest first. */
  mails(to?: string): readonly Mail[]
  /** The answers to the next deliveries; after them everything is taken. */
  answer(...handovers: readonly (Handover | Error)[]): void
  /** The answer to every delivery from now on; nothing at all goes back to taking. */
  always(handover?: Handover | Error): void
  /** Deliveries wait until the returned function is called. */
  hold(): () => void
}

export function createRecorder(name = 'recorder'): Recorder {
  const tried: Rendered[] = []
  const taken: Rendered[] = []
  const planned: (Handover | Error)[] = []
  let standing: Handover | Error = { kind: 'taken' }
  let gate: Promise<void> = Promise.resolve()
  return {
    name,
    channel: 'mail',
    tried,
    taken,
    async send(message) {
      tried.push(message)
      await gate
      const handover = planned.shift() ?? standing
      if (handover instanceof Error) throw handover
      if (handover.kind === 'taken') taken.push(message)
      return handover
    },
    mails: (to) => taken.filter((one) => carriesCode(one) && (to === undefined || one.to === to)).map(readMail),
    answer: (...handovers) => void planned.push(...handovers),
    always: (handover = { kind: 'taken' }) => {
      standing = handover
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
  }
}

const carriesCode = (message: Rendered): boolean => message.facts.code !== undefined
