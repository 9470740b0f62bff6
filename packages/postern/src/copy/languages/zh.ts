import { zh as accountMails } from '../account/mails/zh.ts'
import { zh as accountPages } from '../account/pages/zh.ts'
import type { Language } from '../language.ts'
import { zh as mails } from '../mails/zh.ts'
import { zh as pages } from '../pages/zh.ts'

export const zh: Language = { pages, mails, accountPages, accountMails }
