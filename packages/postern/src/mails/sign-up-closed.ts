import { copyOf } from './copy-of.ts'
import type { RenderedMail, SignUpClosedFacts } from './facts.ts'
import { fill, isolated } from './markup.ts'
import { renderNotice } from './notice.ts'
import { askerRows } from './rows.ts'

/** Tells an address without an account that there will be none. */
export function renderSignUpClosed(facts: SignUpClosedFacts): RenderedMail {
  const copy = copyOf(facts)
  const { subject, heading, what, otherAddress } = copy.signUpClosed
  const { name } = facts.application
  return renderNotice(facts, copy, {
    subject: subject(name),
    heading,
    what: [
      { text: what(name), html: fill(what, isolated(name)) },
      { text: otherAddress, html: otherAddress },
    ],
    rows: askerRows(facts, copy, copy.askedBy),
  })
}
