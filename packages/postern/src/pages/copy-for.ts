import type { PagesCopy } from '../copy/pages/pages-copy.ts'
import { wordsOf } from '../copy/words.ts'
import type { PageContext } from './views.ts'

/** The words of the hosted pages in the reader's language: the application's own where it has any. */
export function copyFor({ locale, words }: Pick<PageContext, 'locale' | 'words'>): PagesCopy {
  return words ?? wordsOf(locale).pages
}
