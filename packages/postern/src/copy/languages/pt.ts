import { pt as accountMails } from '../account/mails/pt.ts'
import { pt as accountPages } from '../account/pages/pt.ts'
import type { Language } from '../language.ts'
import { pt as mails } from '../mails/pt.ts'
import { pt as pages } from '../pages/pt.ts'

export const pt: Language = { pages, mails, accountPages, accountMails }
