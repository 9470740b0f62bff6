/**
 * What a mail must carry whoever wrote its template. Code and link are the point of it, so a mail without them is not
 * sent. *This wasn't me* is the reader's protection and must not hang on an author who forgot it: it is added.
 */
import type { MailFacts } from 'postern/kit'
import type { PartName, TemplateParts } from './job.ts'
import { copyOf, stopSentence } from './words-for.ts'

export interface Missing {
  readonly part: PartName
  readonly name: 'subject' | 'code' | 'link'
}

export function missingIn(facts: MailFacts, { subject, html, text }: TemplateParts): readonly Missing[] {
  const missing: Missing[] = subject === '' ? [{ part: 'subject', name: 'subject' }] : []
  for (const name of ['code', 'link'] as const) {
    const value = (facts as { readonly code?: string; readonly link?: string })[name]
    if (value === undefined) continue
    if (!html.includes(escaped(value))) missing.push({ part: 'html', name })
    if (!text.includes(value)) missing.push({ part: 'text', name })
  }
  return missing
}

export interface Completed {
  readonly parts: TemplateParts
  /** The parts to which *this wasn't me* was added. */
  readonly added: readonly PartName[]
}

export function complete(facts: MailFacts, parts: TemplateParts): Completed {
  const link = stopLinkOf(facts)
  if (link === undefined) return { parts, added: [] }
  const sentence = stopSentence(facts)
  const added: PartName[] = []
  let { html, text } = parts
  if (!html.includes(escaped(link))) {
    added.push('html')
    html = beforeTheEnd(html, paragraph(facts, sentence, link))
  }
  if (!text.includes(link)) {
    added.push('text')
    text = `${text.trimEnd()}\n\n${sentence}\n${link}\n`
  }
  return { parts: { ...parts, html, text }, added }
}

function stopLinkOf(facts: MailFacts): string | undefined {
  if ('undoLink' in facts) return facts.undoLink
  return 'cancelLink' in facts ? facts.cancelLink : undefined
}

function paragraph(facts: MailFacts, sentence: string, link: string): string {
  const label =
    facts.kind === 'address-changed' ? copyOf(facts).accountMails.addressChanged.undo : copyOf(facts).mails.wasNotMe
  return `<p lang="${facts.locale}" style="margin:24px 16px;font:15px/23px sans-serif;text-align:center">${escaped(sentence)} <a href="${escaped(link)}">${escaped(label)}</a></p>`
}

function beforeTheEnd(html: string, more: string): string {
  const end = html.toLowerCase().lastIndexOf('</body>')
  return end < 0 ? `${html}\n${more}\n` : `${html.slice(0, end)}${more}\n${html.slice(end)}`
}

/** As the templates' own escaping writes it. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')
}
