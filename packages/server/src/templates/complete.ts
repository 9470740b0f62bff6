/**
 * What a mail must carry whoever wrote its template. Code and link are the point of it, so a mail without them is not
 * sent. *This wasn't me* is the reader's protection and must not hang on an author who forgot it: it is added.
 */
import type { MailFacts } from 'postern/kit'
import type { PartName, TemplateParts } from './job.ts'
import { showsLink, showsText } from './shown.ts'
import { copyOf, stopSentence } from './words-for.ts'

export interface Missing {
  readonly part: PartName
  readonly name: 'subject' | 'code' | 'link' | StopName
}

type StopName = 'cancelLink' | 'undoLink'

export function missingIn(facts: MailFacts, parts: TemplateParts): readonly Missing[] {
  const { subject, html, text } = parts
  const missing: Missing[] = subject === '' ? [{ part: 'subject', name: 'subject' }] : []
  const { code, link } = facts as { readonly code?: string; readonly link?: string }
  if (code !== undefined && !showsText(html, escaped(code))) missing.push({ part: 'html', name: 'code' })
  if (code !== undefined && !text.includes(code)) missing.push({ part: 'text', name: 'code' })
  if (link !== undefined && !showsLink(html, escaped(link))) missing.push({ part: 'html', name: 'link' })
  if (link !== undefined && !text.includes(link)) missing.push({ part: 'text', name: 'link' })
  const stop = stopOf(facts)
  // Where something is opened and never closed, nothing that is added shows.
  if (stop && !showsLink(complete(facts, parts).parts.html, escaped(stop.link))) {
    missing.push({ part: 'html', name: stop.name })
  }
  return missing
}

export interface Completed {
  readonly parts: TemplateParts
  /** The parts to which *this wasn't me* was added. */
  readonly added: readonly PartName[]
}

export function complete(facts: MailFacts, parts: TemplateParts): Completed {
  const link = stopOf(facts)?.link
  if (link === undefined) return { parts, added: [] }
  const sentence = stopSentence(facts)
  const added: PartName[] = []
  let { html, text } = parts
  if (!showsLink(html, escaped(link))) {
    added.push('html')
    html = withMore(html, paragraph(facts, sentence, link), escaped(link))
  }
  if (!text.includes(link)) {
    added.push('text')
    text = `${text.trimEnd()}\n\n${sentence}\n${link}\n`
  }
  return { parts: { ...parts, html, text }, added }
}

function stopOf(facts: MailFacts): { readonly name: StopName; readonly link: string } | undefined {
  if ('undoLink' in facts) return { name: 'undoLink', link: facts.undoLink }
  return 'cancelLink' in facts ? { name: 'cancelLink', link: facts.cancelLink } : undefined
}

function paragraph(facts: MailFacts, sentence: string, link: string): string {
  const label =
    facts.kind === 'address-changed' ? copyOf(facts).accountMails.addressChanged.undo : copyOf(facts).mails.wasNotMe
  return `<p lang="${facts.locale}" style="margin:24px 16px;font:15px/23px sans-serif;text-align:center">${escaped(sentence)} <a href="${escaped(link)}">${escaped(label)}</a></p>`
}

/** Before the end of the body, or behind all where that end is in a comment. */
function withMore(html: string, more: string, link: string): string {
  const end = html.toLowerCase().lastIndexOf('</body>')
  const within = end < 0 ? html : `${html.slice(0, end)}${more}\n${html.slice(end)}`
  return showsLink(within, link) ? within : `${html}\n${more}\n`
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
