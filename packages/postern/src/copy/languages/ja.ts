import { ja as accountMails } from '../account/mails/ja.ts'
import { ja as accountPages } from '../account/pages/ja.ts'
import { ja as mails } from '../mails/ja.ts'
import { ja as pages } from '../pages/ja.ts'
import type { Words } from '../words.ts'

export const ja: Words = { pages, mails, accountPages, accountMails }
