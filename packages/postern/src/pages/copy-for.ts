import type { Locale } from '../copy/locale.ts'
import { ar } from '../copy/pages/ar.ts'
import { de } from '../copy/pages/de.ts'
import { en } from '../copy/pages/en.ts'
import { es } from '../copy/pages/es.ts'
import { fr } from '../copy/pages/fr.ts'
import { ja } from '../copy/pages/ja.ts'
import type { PagesCopy } from '../copy/pages/pages-copy.ts'

const languages: Readonly<Record<Locale, PagesCopy>> = { en, de, fr, es, ja, ar }

/** The words of the hosted pages in one language. */
export function copyFor(locale: Locale): PagesCopy {
  return languages[locale]
}
