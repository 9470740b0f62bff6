import { en as accountMails } from '../account/mails/en.ts'
import { en as accountPages } from '../account/pages/en.ts'
import type { Language } from '../language.ts'
import { en as mails } from '../mails/en.ts'
import { en as pages } from '../pages/en.ts'

export const en: Language = { pages, mails, accountPages, accountMails }
