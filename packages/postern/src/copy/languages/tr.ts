import { tr as accountMails } from '../account/mails/tr.ts'
import { tr as accountPages } from '../account/pages/tr.ts'
import { tr as mails } from '../mails/tr.ts'
import { tr as pages } from '../pages/tr.ts'
import type { Words } from '../words.ts'

export const tr: Words = { pages, mails, accountPages, accountMails }
