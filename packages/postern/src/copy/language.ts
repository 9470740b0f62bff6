import type { AccountMailsCopy } from './account/mails/en.ts'
import type { AccountPagesCopy } from './account/pages/account-pages-copy.ts'
import type { MailsCopy } from './mails/en.ts'
import type { PagesCopy } from './pages/pages-copy.ts'

/** All that is said in one language: a language that misses a word does not compile. */
export interface Language {
  readonly pages: PagesCopy
  readonly mails: MailsCopy
  readonly accountPages: AccountPagesCopy
  readonly accountMails: AccountMailsCopy
}
