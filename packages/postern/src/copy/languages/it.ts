import { it as accountMails } from '../account/mails/it.ts'
import { it as accountPages } from '../account/pages/it.ts'
import type { Language } from '../language.ts'
import { it as mails } from '../mails/it.ts'
import { it as pages } from '../pages/it.ts'

export const it: Language = { pages, mails, accountPages, accountMails }
