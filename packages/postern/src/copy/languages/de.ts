import { de as accountMails } from '../account/mails/de.ts'
import { de as accountPages } from '../account/pages/de.ts'
import type { Language } from '../language.ts'
import { de as mails } from '../mails/de.ts'
import { de as pages } from '../pages/de.ts'

export const de: Language = { pages, mails, accountPages, accountMails }
