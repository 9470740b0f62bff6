import { ja as accountMails } from '../account/mails/ja.ts'
import { ja as accountPages } from '../account/pages/ja.ts'
import type { Language } from '../language.ts'
import { ja as mails } from '../mails/ja.ts'
import { ja as pages } from '../pages/ja.ts'

export const ja: Language = { pages, mails, accountPages, accountMails }
