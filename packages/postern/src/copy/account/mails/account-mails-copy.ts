import type { Locale } from '../../locale.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { type AccountMailsCopy, en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'

const copies = { en, de, fr, es, ja, ar } satisfies Record<Locale, AccountMailsCopy>

/** What mails about an account say in that locale. */
export function accountMailsCopy(locale: Locale): AccountMailsCopy {
  return copies[locale]
}
