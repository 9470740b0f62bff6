/** What became of a sign-in that was handed to its application: whether that ever learnt who it was. */
import type { Event } from 'postern/kit'
import type { Story } from './story.ts'

export const handOffCodes = ['hand-off-refused', 'hand-off-repeated', 'hand-off-missing'] as const

export interface HandOffAnswer {
  readonly code: (typeof handOffCodes)[number]
  readonly outcome: 'not-in' | 'not-yet'
  readonly sentence: string
}

/** Of the code that the callback gets. */
const lifetime = 60_000

/** `undefined` where nothing was to be handed over, or all went well. */
export function handOffTrouble({ attempt: { destination, finish }, events, now }: Story): HandOffAnswer | undefined {
  if (destination?.kind !== 'hand-off' || !finish) return undefined
  if (finish.by === 'other' && !destination.anyBrowser) return undefined
  const refused = lastOf(events, 'hand-off.refused')
  if (refused) {
    const sentence = `The mailbox was proved, but the application exchanged the code of its callback ${faults[refused.reason ?? ''] ?? 'wrongly'}: the code was spent and the session ended.`
    return { code: 'hand-off-refused', outcome: 'not-in', sentence }
  }
  const reused = lastOf(events, 'token.reused')
  if (reused?.reason === 'hand-off') {
    const sentence =
      'The code of the callback was exchanged twice, so it was copied: what the first exchange gave was ended.'
    return { code: 'hand-off-repeated', outcome: 'not-in', sentence }
  }
  if (lastOf(events, 'hand-off.exchanged')) return undefined
  if (now < finish.at + lifetime) {
    const sentence =
      'The mailbox was proved and the browser was sent to the application, which has not asked yet who it is.'
    return { code: 'hand-off-missing', outcome: 'not-yet', sentence }
  }
  const sentence =
    'The mailbox was proved and the browser was sent to the application, which never asked who it is: its callback failed, or was not reached.'
  return { code: 'hand-off-missing', outcome: 'not-in', sentence }
}

const faults: Readonly<Record<string, string>> = {
  'application-differs': 'as another application',
  'redirect-differs': 'with another redirect',
  'verifier-wrong': 'with a wrong verifier',
}

const lastOf = (events: readonly Event[], type: Event['type']): Event | undefined =>
  events.findLast((event) => event.type === type)
