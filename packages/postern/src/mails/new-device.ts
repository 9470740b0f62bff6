import { copyOf } from './copy-of.ts'
import type { NewDeviceFacts, RenderedMail } from './facts.ts'
import { renderNotice } from './notice.ts'
import { askerName, askerRows, textRow } from './rows.ts'

/** Tells the user that a browser signed in which never did before. */
export function renderNewDevice(facts: NewDeviceFacts): RenderedMail {
  const copy = copyOf(facts)
  const { subject, heading, ways } = copy.newDevice
  return renderNotice(facts, copy, {
    subject: subject(askerName(facts.asked, copy), facts.application.name),
    heading,
    what: [{ text: copy.nothingToDo, html: copy.nothingToDo }],
    rows: [...askerRows(facts, copy, copy.browser), textRow(copy.wayIn, ways[facts.way])],
    undo: { link: facts.cancelLink, until: facts.cancelUntil },
  })
}
