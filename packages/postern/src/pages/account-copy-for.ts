import type { AccountPagesCopy } from '../copy/account/pages/account-pages-copy.ts'
import { ar } from '../copy/account/pages/ar.ts'
import { cs } from '../copy/account/pages/cs.ts'
import { de } from '../copy/account/pages/de.ts'
import { en } from '../copy/account/pages/en.ts'
import { es } from '../copy/account/pages/es.ts'
import { fr } from '../copy/account/pages/fr.ts'
import { he } from '../copy/account/pages/he.ts'
import { hi } from '../copy/account/pages/hi.ts'
import { ja } from '../copy/account/pages/ja.ts'
import { ko } from '../copy/account/pages/ko.ts'
import { tr } from '../copy/account/pages/tr.ts'
import { uk } from '../copy/account/pages/uk.ts'
import { zh } from '../copy/account/pages/zh.ts'
import type { Locale } from '../copy/locale.ts'

const languages: Readonly<Record<Locale, AccountPagesCopy>> = { en, de, fr, es, cs, uk, tr, ja, zh, ko, hi, ar, he }

/** The words of the pages about an account in one language. */
export function accountCopyFor(locale: Locale): AccountPagesCopy {
  return languages[locale]
}
