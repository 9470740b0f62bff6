import type { Locale } from '../copy/locale.ts'
import type { PagesCopy } from '../copy/pages/pages-copy.ts'
import { wordsOf } from '../copy/words.ts'

/** The words of the hosted pages in one language. */
export function copyFor(locale: Locale): PagesCopy {
  return wordsOf(locale).pages
}
