import { directionOf } from '../copy/locale.ts'
import type { MailsCopy } from '../copy/mails/en.ts'
import { mailsCopy } from '../copy/mails/mails-copy.ts'
import { momentOf } from '../copy/mails/time.ts'
import { codeGroups } from './code-groups.ts'
import type { RenderedMail, SignInFacts } from './facts.ts'
import { mailDocument, sender } from './layout.ts'
import { fill, isolated, type Markup, markup } from './markup.ts'
import { button, codeArch, factsTable, gap, paragraph, quietTitle, textLink, visibleUrl } from './parts.ts'
import { askerName, askerRows, momentRow, type Row, rowsAsText } from './rows.ts'

/** The mail that signs in: code, link and cancel. */
export function renderSignIn(facts: SignInFacts): RenderedMail {
  const copy = mailsCopy(facts.locale)
  // Between two numbers, right-to-left text would put a plain space's neighbours the wrong way round. A no-break space
  // joins them (Unicode Standard Annex 9, rule W4).
  const space = directionOf(facts.locale) === 'rtl' ? '\u00a0' : ' '
  const subject = copy.signIn.subject(codeGroups(facts.code).join(space), facts.application.name)
  const { clock, zone } = momentOf(facts.locale, facts.worksUntil, facts.timeZone)
  const preview = copy.signIn.preview(`${clock} ${zone}`, askerName(facts.asked, copy))
  const rows = rowsOf(facts, copy)
  return {
    subject,
    text: textOf(facts, copy, rows),
    html: mailDocument(facts, copy, { subject, preview, content: contentOf(facts, copy, rows) }),
  }
}

function rowsOf(facts: SignInFacts, copy: MailsCopy): readonly Row[] {
  return [
    ...askerRows(facts, copy, copy.askedBy),
    momentRow(copy.worksUntil, facts.worksUntil, facts, copy),
    { label: copy.mark, text: facts.mark, html: markup`<bdi dir="ltr">${facts.mark}</bdi>` },
  ]
}

function textOf(facts: SignInFacts, copy: MailsCopy, rows: readonly Row[]): string {
  const { signIn } = copy
  return `${signIn.textHeading(facts.application.name)}

${facts.code}

${signIn.typeOrOpen}

${facts.link}

${rowsAsText(rows)}

${signIn.stopsIt}
${facts.cancelLink}

${signIn.doNotForward}
${copy.neverAsked}

${sender(facts)}
`
}

function contentOf(facts: SignInFacts, copy: MailsCopy, rows: readonly Row[]): readonly Markup[] {
  const { signIn } = copy
  const cancel = textLink('bad', facts.cancelLink, copy.wasNotMe)
  return [
    quietTitle(signIn.heading),
    codeArch(codeGroups(facts.code)),
    gap(24),
    paragraph('ink', signIn.typeOrPress),
    gap(16),
    button('main', facts.link, fill(signIn.button, isolated(facts.application.name))),
    gap(24),
    factsTable(rows, directionOf(facts.locale)),
    gap(20),
    paragraph('ink', markup`${signIn.didNotAsk} ${cancel}<br>${signIn.doNotForward}`),
    gap(16),
    paragraph('soft', markup`${signIn.copyLine}<br>${textLink('link', facts.link, visibleUrl(facts.link))}`),
  ]
}
