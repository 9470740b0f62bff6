import type { Locale } from '../copy/locale.ts'
import { ar } from '../copy/pages/ar.ts'
import { cs } from '../copy/pages/cs.ts'
import { de } from '../copy/pages/de.ts'
import { en } from '../copy/pages/en.ts'
import { es } from '../copy/pages/es.ts'
import { fr } from '../copy/pages/fr.ts'
import { he } from '../copy/pages/he.ts'
import { hi } from '../copy/pages/hi.ts'
import { ja } from '../copy/pages/ja.ts'
import { ko } from '../copy/pages/ko.ts'
import type { PagesCopy } from '../copy/pages/pages-copy.ts'
import { tr } from '../copy/pages/tr.ts'
import { uk } from '../copy/pages/uk.ts'
import { zh } from '../copy/pages/zh.ts'

const languages: Readonly<Record<Locale, PagesCopy>> = { en, de, fr, es, cs, uk, tr, ja, zh, ko, hi, ar, he }

/** The words of the hosted pages in one language. */
export function copyFor(locale: Locale): PagesCopy {
  return languages[locale]
}
