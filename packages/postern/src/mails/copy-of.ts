import type { MailsCopy } from '../copy/mails/en.ts'
import { mailsCopy } from '../copy/mails/mails-copy.ts'
import type { MailFacts } from './facts.ts'

/** What a mail says: in the application's own words where it has any. */
export function copyOf({ locale, words }: Pick<MailFacts, 'locale' | 'words'>): MailsCopy {
  return words ?? mailsCopy(locale)
}
