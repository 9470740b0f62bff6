import { accountMailsCopy } from '../copy/account/mails/account-mails-copy.ts'
import { copyOf } from './copy-of.ts'
import type { AccountActFacts, RenderedMail } from './facts.ts'
import { fill, isolated } from './markup.ts'
import { renderCodeMail } from './sign-in.ts'

/** The mail by which somebody who is signed in confirms an act: code, link and cancel, as in a sign-in mail. */
export function renderAccountAct(facts: AccountActFacts): RenderedMail {
  const copy = copyOf(facts)
  const account = accountMailsCopy(facts.locale)
  const { name } = facts.application
  const words = account.acts[facts.kind]
  const shared = {
    ...copy.signIn,
    ...words,
    didNotAsk: account.didNotAsk,
    stopsIt: account.stopsIt,
    doNotForward: account.keepIt,
  }
  if (facts.kind !== 'change-address') {
    const { what, button } = account.acts[facts.kind]
    return renderCodeMail(facts, copy, { ...shared, what: { text: what, html: what }, button })
  }
  const { what, button } = account.acts['change-address']
  return renderCodeMail(facts, copy, {
    ...shared,
    what: {
      text: what(facts.account, name),
      html: fill((hole) => what(hole, name), isolated(facts.account)),
    },
    button,
  })
}
