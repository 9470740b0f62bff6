import { pl as accountMails } from '../account/mails/pl.ts'
import { pl as accountPages } from '../account/pages/pl.ts'
import type { Language } from '../language.ts'
import { pl as mails } from '../mails/pl.ts'
import { pl as pages } from '../pages/pl.ts'

export const pl: Language = { pages, mails, accountPages, accountMails }
