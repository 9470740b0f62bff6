import type { Locale } from '../../locale.ts'
import { wordsOf } from '../../words.ts'
import type { AccountMailsCopy } from './en.ts'

/** What mails about an account say in that locale. */
export function accountMailsCopy(locale: Locale): AccountMailsCopy {
  return wordsOf(locale).accountMails
}
