import type { AccountPagesCopy } from '../copy/account/pages/account-pages-copy.ts'
import type { Locale } from '../copy/locale.ts'
import { wordsOf } from '../copy/words.ts'

/** The words of the pages about an account in one language. */
export function accountCopyFor(locale: Locale): AccountPagesCopy {
  return wordsOf(locale).accountPages
}
