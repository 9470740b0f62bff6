import type { Locale } from '../locale.ts'
import { wordsOf } from '../words.ts'
import type { MailsCopy } from './en.ts'

/** What mails say in that locale. */
export function mailsCopy(locale: Locale): MailsCopy {
  return wordsOf(locale).mails
}
