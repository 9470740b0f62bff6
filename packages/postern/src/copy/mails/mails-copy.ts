import type { Locale } from '../locale.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en, type MailsCopy } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'

const copies = { en, de, fr, es, ja, ar } satisfies Record<Locale, MailsCopy>

/** What mails say in that locale. */
export function mailsCopy(locale: Locale): MailsCopy {
  return copies[locale]
}
