import { he as accountMails } from '../account/mails/he.ts'
import { he as accountPages } from '../account/pages/he.ts'
import type { Language } from '../language.ts'
import { he as mails } from '../mails/he.ts'
import { he as pages } from '../pages/he.ts'

export const he: Language = { pages, mails, accountPages, accountMails }
