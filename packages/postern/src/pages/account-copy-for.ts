import type { AccountPagesCopy } from '../copy/account/pages/account-pages-copy.ts'
import { ar } from '../copy/account/pages/ar.ts'
import { de } from '../copy/account/pages/de.ts'
import { en } from '../copy/account/pages/en.ts'
import { es } from '../copy/account/pages/es.ts'
import { fr } from '../copy/account/pages/fr.ts'
import { ja } from '../copy/account/pages/ja.ts'
import type { Locale } from '../copy/locale.ts'

const languages: Readonly<Record<Locale, AccountPagesCopy>> = { en, de, fr, es, ja, ar }

/** The words of the pages about an account in one language. */
export function accountCopyFor(locale: Locale): AccountPagesCopy {
  return languages[locale]
}
