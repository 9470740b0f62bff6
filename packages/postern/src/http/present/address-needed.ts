/** Told to whoever pressed for a mail before: now the address is typed. */
import type { AddressNeeded } from '../../engine/rules/typed-address.ts'
import { askAgainPage } from '../../pages/ask-again-page.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { statusOf } from '../problems.ts'
import { problemReply } from '../reply.ts'
import { pageContext, pageReply } from './page.ts'

/** `again` is what is asked for once more: an old link, or an own attempt's id. */
export function addressNeededAnswer(call: Call, { address, wrong }: AddressNeeded, again: string): Answer {
  if (!call.page) return problemReply('confirm-needed', { more: { address, reason: wrong ?? 'address-needed' } })
  const view = { again, address, error: wrong }
  return pageReply(askAgainPage(pageContext(call), view), statusOf['confirm-needed'], call)
}
