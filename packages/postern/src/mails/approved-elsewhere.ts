import { copyOf } from './copy-of.ts'
import type { ApprovedElsewhereFacts, RenderedMail } from './facts.ts'
import { renderNotice } from './notice.ts'
import { askerName, askerRows } from './rows.ts'

/** Tells the user that another browser was let in by its number. */
export function renderApprovedElsewhere(facts: ApprovedElsewhereFacts): RenderedMail {
  const copy = copyOf(facts)
  const { subject, heading, what } = copy.approvedElsewhere
  return renderNotice(facts, copy, {
    subject: subject(askerName(facts.asked, copy), facts.application.name),
    heading,
    what: [what, copy.nothingToDo].map((sentence) => ({ text: sentence, html: sentence })),
    rows: askerRows(facts, copy, copy.browser),
    undo: { link: facts.cancelLink, until: facts.cancelUntil },
  })
}
