import { directionOf } from '../copy/locale.ts'
import type { MailsCopy } from '../copy/mails/en.ts'
import { copyOf } from './copy-of.ts'
import type { InvitationFacts, RenderedMail } from './facts.ts'
import { mailDocument, sender } from './layout.ts'
import { fill, isolated, type Markup, markup } from './markup.ts'
import { button, factsTable, gap, paragraph, textLink, title, visibleUrl } from './parts.ts'
import { momentRow, type Row, rowsAsText } from './rows.ts'

/** Invites an address: one button, to a page that tells more and signs nobody in. */
export function renderInvitation(facts: InvitationFacts): RenderedMail {
  const copy = copyOf(facts)
  const { name } = facts.application
  const subject = copy.invitation.subject(name)
  const preview = copy.invitation.what(name)
  const rows = rowsOf(facts, copy)
  return {
    subject,
    text: textOf(facts, copy, rows),
    html: mailDocument(facts, copy, { subject, preview, content: contentOf(facts, copy, rows) }),
  }
}

function rowsOf(facts: InvitationFacts, copy: MailsCopy): readonly Row[] {
  const { invitedBy } = facts
  const by = invitedBy ?? ''
  return [
    ...(by === '' ? [] : [{ label: copy.invitation.invitedBy, text: by, html: isolated(by) }]),
    momentRow(copy.worksUntil, facts.worksUntil, facts, copy),
  ]
}

function textOf(facts: InvitationFacts, { invitation, neverAsked }: MailsCopy, rows: readonly Row[]): string {
  return `${invitation.heading}

${invitation.what(facts.application.name)}

${invitation.link}
${facts.link}
${invitation.next}

${rowsAsText(rows)}

${invitation.ignore}
${neverAsked}

${sender(facts)}
`
}

function contentOf(facts: InvitationFacts, copy: MailsCopy, rows: readonly Row[]): readonly Markup[] {
  const { invitation } = copy
  return [
    title(invitation.heading),
    gap(20),
    paragraph('ink', fill(invitation.what, isolated(facts.application.name))),
    gap(16),
    factsTable(rows, directionOf(facts.locale)),
    gap(24),
    button('main', facts.link, invitation.button),
    gap(16),
    paragraph('ink', markup`${invitation.next} ${invitation.ignore}`),
    gap(16),
    paragraph('soft', markup`${copy.signIn.copyLine}<br>${textLink('link', facts.link, visibleUrl(facts.link))}`),
  ]
}
