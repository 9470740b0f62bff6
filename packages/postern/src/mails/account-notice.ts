import { accountMailsCopy } from '../copy/account/mails/account-mails-copy.ts'
import { momentOf } from '../copy/mails/time.ts'
import { copyOf } from './copy-of.ts'
import type { AddressChangedFacts, AddressTakenFacts, DeletedFacts, RenderedMail } from './facts.ts'
import { markup } from './markup.ts'
import { renderNotice } from './notice.ts'
import { askerRows, type Row } from './rows.ts'

/** Tells an address that its user's addresses are others now, and how to undo that, where it can. */
export function renderAddressChanged(facts: AddressChangedFacts): RenderedMail {
  const copy = copyOf(facts)
  const { addressChanged } = accountMailsCopy(facts.locale)
  const { subject, heading } = addressChanged[facts.what]
  const sentence = whatChanged(facts)
  const { undo, undoLink, undoNote } = addressChanged
  return renderNotice(facts, copy, {
    subject: subject(facts.application.name),
    heading,
    what: [{ text: sentence, html: sentence }],
    rows: [...addressRows(facts), ...askerRows(facts, copy, copy.browser)],
    ...('undoLink' in facts && {
      undo: { link: facts.undoLink, until: facts.undoUntil, button: undo, before: undoLink, note: undoNote },
    }),
  })
}

function whatChanged(facts: AddressChangedFacts): string {
  const { addressChanged: copy } = accountMailsCopy(facts.locale)
  if (!('undoLink' in facts)) return copy[facts.what].what
  return copy[facts.what].what(momentOf(facts.locale, facts.undoUntil, facts.timeZone).day)
}

function addressRows({ locale, what, before, now }: AddressChangedFacts): readonly Row[] {
  const { addressChanged: copy } = accountMailsCopy(locale)
  const row = (label: string, address: string): Row => ({ label, text: address, html: markup`<bdi>${address}</bdi>` })
  if (what === 'added') return [row(copy.labelAdded, now)]
  if (what === 'removed' || what === 'gone') return [row(copy.labelRemoved, now)]
  return before === now ? [row(copy.now, now)] : [row(copy.before, before), row(copy.now, now)]
}

/** Tells an address that somebody else wanted it, and did not get it. */
export function renderAddressTaken(facts: AddressTakenFacts): RenderedMail {
  const copy = copyOf(facts)
  const { subject, heading, what } = accountMailsCopy(facts.locale).addressTaken
  return renderNotice(facts, copy, {
    subject: subject(facts.application.name),
    heading,
    what: [{ text: what, html: what }],
    rows: askerRows(facts, copy, copy.askedBy),
  })
}

/** The last mail to somebody who is no user any more. */
export function renderDeleted(facts: DeletedFacts): RenderedMail {
  const copy = copyOf(facts)
  const { subject, heading, what } = accountMailsCopy(facts.locale).deleted
  return renderNotice(facts, copy, {
    subject: subject(facts.application.name),
    heading,
    what: [{ text: what, html: what }],
    rows: askerRows(facts, copy, copy.browser),
  })
}
