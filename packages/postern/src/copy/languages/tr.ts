import { tr as accountMails } from '../account/mails/tr.ts'
import { tr as accountPages } from '../account/pages/tr.ts'
import type { Language } from '../language.ts'
import { tr as mails } from '../mails/tr.ts'
import { tr as pages } from '../pages/tr.ts'

export const tr: Language = { pages, mails, accountPages, accountMails }
