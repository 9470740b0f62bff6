/*
 * The list of facts in a mail, in the order that pages and console use too: who, where, when, then the rest. Each row
 * is written once for both parts of the mail.
 */

import type { MailsCopy } from '../copy/mails/en.ts'
import { momentOf } from '../copy/mails/time.ts'
import type { MailAsker, MailFacts } from './facts.ts'
import { fill, isolated, type Markup, markup } from './markup.ts'

export interface Row {
  readonly label: string
  readonly text: string
  readonly html: Markup
}

/** Who, where and when; `who` names the first row. */
export function askerRows(facts: MailFacts, copy: MailsCopy, who: string): readonly Row[] {
  const { asked } = facts
  const rows = [textRow(who, askerName(asked, copy))]
  if (asked.place !== undefined) {
    const html = fill(copy.roughly, isolated(asked.place))
    rows.push({ label: copy.near, text: copy.roughly(asked.place), html })
  }
  rows.push(momentRow(copy.when, asked.at, facts, copy))
  return rows
}

/** `Chrome on macOS`, in the reader's language. */
export function askerName(asked: MailAsker, copy: MailsCopy): string {
  if (asked.program === true) return copy.aProgram
  if (asked.browser === undefined) return copy.aBrowser
  const [browser, system, ...more] = asked.browser.split(' on ')
  if (browser === undefined || system === undefined || more.length > 0) return asked.browser
  return copy.browserOn(browser, system)
}

export function momentRow(label: string, at: number, facts: MailFacts, copy: MailsCopy): Row {
  const { clock, zone, day } = momentOf(facts.locale, at, facts.timeZone)
  // On a narrow screen the line may break before the day, never inside it.
  const html = fill((hole) => copy.moment(hole, zone, day.replaceAll(' ', '\u00a0')), markup`<strong>${clock}</strong>`)
  return { label, text: copy.moment(clock, zone, day), html }
}

export function textRow(label: string, text: string): Row {
  return { label, text, html: markup`${text}` }
}

/** Rows as plain text, values under each other where the font has one width. */
export function rowsAsText(rows: readonly Row[]): string {
  const widest = Math.max(...rows.map((row) => columns(row.label)))
  return rows.map((row) => row.label + ' '.repeat(widest - columns(row.label) + 2) + row.text).join('\n')
}

// Kana, ideographs and Hangul syllables take two columns; a mark that stands on the letter before it takes none.
function columns(text: string): number {
  const wide = text.match(/[\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]/g)?.length ?? 0
  return text.length + wide - (text.match(/\p{Mn}/gu)?.length ?? 0)
}
