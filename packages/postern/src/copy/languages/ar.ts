import { ar as accountMails } from '../account/mails/ar.ts'
import { ar as accountPages } from '../account/pages/ar.ts'
import type { Language } from '../language.ts'
import { ar as mails } from '../mails/ar.ts'
import { ar as pages } from '../pages/ar.ts'

export const ar: Language = { pages, mails, accountPages, accountMails }
