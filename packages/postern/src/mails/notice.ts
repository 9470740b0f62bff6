/*
 * Mails that tell what happened and ask for nothing: one title, what happened, who it was, and where something can be
 * undone the one button that does.
 */

import { directionOf } from '../copy/locale.ts'
import type { MailsCopy } from '../copy/mails/en.ts'
import { momentOf } from '../copy/mails/time.ts'
import type { MailFacts, RenderedMail } from './facts.ts'
import { mailDocument, sender } from './layout.ts'
import type { Markup } from './markup.ts'
import { button, factsTable, gap, paragraph, title } from './parts.ts'
import { type Row, rowsAsText } from './rows.ts'

export interface Notice {
  readonly subject: string
  readonly heading: string
  /** Text of its own for each part of the mail; the HTML may isolate names. */
  readonly what: readonly { readonly text: string; readonly html: string | Markup }[]
  readonly rows: readonly Row[]
  /** Its words are those of *this wasn't me*, where it has none of its own. */
  readonly undo?: {
    readonly link: string
    readonly until: number
    readonly button?: string
    readonly before?: string
    readonly note?: string
  }
}

export function renderNotice(facts: MailFacts, copy: MailsCopy, notice: Notice): RenderedMail {
  const { subject } = notice
  const preview = notice.what.map((sentence) => sentence.text).join(' ')
  const content = contentOf(facts, copy, notice)
  return { subject, text: textOf(facts, copy, notice), html: mailDocument(facts, copy, { subject, preview, content }) }
}

function textOf(facts: MailFacts, copy: MailsCopy, notice: Notice): string {
  const { undo } = notice
  const sections = [notice.heading, notice.what.map((sentence) => sentence.text).join('\n'), rowsAsText(notice.rows)]
  if (undo !== undefined) {
    const note = [undo.note, copy.linkUntil(dayOf(facts, undo.until))].filter(Boolean).join('\n')
    sections.push(`${undo.before ?? copy.signOutLink}\n${undo.link}\n${note}`)
  }
  return `${[...sections, copy.neverAsked, sender(facts)].join('\n\n')}\n`
}

function contentOf(facts: MailFacts, copy: MailsCopy, notice: Notice): readonly Markup[] {
  const { undo } = notice
  const content = [title(notice.heading), gap(20)]
  for (const sentence of notice.what) content.push(paragraph('ink', sentence.html), gap(16))
  content.push(factsTable(notice.rows, directionOf(facts.locale)))
  if (undo === undefined) return content
  const note = [undo.note, copy.buttonUntil(dayOf(facts, undo.until))].filter(Boolean).join(' ')
  return [
    ...content,
    gap(24),
    button('quiet', undo.link, undo.button ?? copy.signItOut),
    gap(16),
    paragraph('soft', note),
  ]
}

function dayOf(facts: MailFacts, at: number): string {
  return momentOf(facts.locale, at, facts.timeZone).day
}
