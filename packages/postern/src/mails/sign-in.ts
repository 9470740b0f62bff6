import { directionOf } from '../copy/locale.ts'
import type { MailsCopy } from '../copy/mails/en.ts'
import { momentOf } from '../copy/mails/time.ts'
import { codeGroups } from './code-groups.ts'
import { copyOf } from './copy-of.ts'
import type { AccountActFacts, RenderedMail, SignInFacts } from './facts.ts'
import { mailDocument, sender } from './layout.ts'
import { fill, isolated, type Markup, markup } from './markup.ts'
import { button, codeArch, factsTable, gap, paragraph, quietTitle, textLink, visibleUrl } from './parts.ts'
import { askerName, askerRows, momentRow, type Row, rowsAsText } from './rows.ts'

type CodeMailFacts = SignInFacts | AccountActFacts

/** The mail that signs in: code, link and cancel. */
export function renderSignIn(facts: SignInFacts): RenderedMail {
  const copy = copyOf(facts)
  const { button, ...words } = copy.signIn
  const application = isolated(facts.application.name)
  return renderCodeMail(facts, copy, { ...words, button: fill(button, application) })
}

/** What differs between mails with a code, a link and a cancel. */
export interface CodeMailWords extends Omit<MailsCopy['signIn'], 'button'> {
  /** Before anything is asked for: what it is about. */
  readonly what?: { readonly text: string; readonly html: string | Markup }
  readonly button: string | Markup
}

export function renderCodeMail(facts: CodeMailFacts, copy: MailsCopy, words: CodeMailWords): RenderedMail {
  // Between two numbers, right-to-left text would put a plain space's neighbours the wrong way round. A no-break space
  // joins them (Unicode Standard Annex 9, rule W4).
  const space = directionOf(facts.locale) === 'rtl' ? '\u00a0' : ' '
  const subject = words.subject(codeGroups(facts.code).join(space), facts.application.name)
  const { clock, zone } = momentOf(facts.locale, facts.worksUntil, facts.timeZone)
  const preview = words.preview(`${clock} ${zone}`, askerName(facts.asked, copy))
  const rows = rowsOf(facts, copy)
  return {
    subject,
    text: textOf({ facts, copy, words, rows }),
    html: mailDocument(facts, copy, { subject, preview, content: contentOf({ facts, copy, words, rows }) }),
  }
}

interface Parts {
  readonly facts: CodeMailFacts
  readonly copy: MailsCopy
  readonly words: CodeMailWords
  readonly rows: readonly Row[]
}

function rowsOf(facts: CodeMailFacts, copy: MailsCopy): readonly Row[] {
  return [
    ...askerRows(facts, copy, copy.askedBy),
    momentRow(copy.worksUntil, facts.worksUntil, facts, copy),
    { label: copy.mark, text: facts.mark, html: markup`<bdi dir="ltr">${facts.mark}</bdi>` },
  ]
}

function textOf({ facts, copy, words, rows }: Parts): string {
  const what = words.what === undefined ? '' : `${words.what.text}\n\n`
  return `${words.textHeading(facts.application.name)}

${facts.code}

${what}${words.typeOrOpen}

${facts.link}

${rowsAsText(rows)}

${words.stopsIt}
${facts.cancelLink}

${words.doNotForward}
${copy.neverAsked}

${sender(facts)}
`
}

function contentOf({ facts, copy, words, rows }: Parts): readonly Markup[] {
  const cancel = textLink('bad', facts.cancelLink, copy.wasNotMe)
  return [
    quietTitle(words.heading),
    codeArch(codeGroups(facts.code)),
    gap(24),
    ...(words.what === undefined ? [] : [paragraph('ink', words.what.html), gap(16)]),
    paragraph('ink', words.typeOrPress),
    gap(16),
    button('main', facts.link, words.button),
    gap(24),
    factsTable(rows, directionOf(facts.locale)),
    gap(20),
    paragraph('ink', markup`${words.didNotAsk} ${cancel}<br>${words.doNotForward}`),
    gap(16),
    paragraph('soft', markup`${words.copyLine}<br>${textLink('link', facts.link, visibleUrl(facts.link))}`),
  ]
}
