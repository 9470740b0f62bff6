import type { Locale } from '../../locale.ts'
import { ar } from './ar.ts'
import { cs } from './cs.ts'
import { de } from './de.ts'
import { type AccountMailsCopy, en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { he } from './he.ts'
import { hi } from './hi.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { zh } from './zh.ts'

const copies = { en, de, fr, es, cs, uk, tr, ja, zh, ko, hi, ar, he } satisfies Record<Locale, AccountMailsCopy>

/** What mails about an account say in that locale. */
export function accountMailsCopy(locale: Locale): AccountMailsCopy {
  return copies[locale]
}
