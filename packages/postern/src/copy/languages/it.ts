import { it as accountMails } from '../account/mails/it.ts'
import { it as accountPages } from '../account/pages/it.ts'
import { it as mails } from '../mails/it.ts'
import { it as pages } from '../pages/it.ts'
import type { Words } from '../words.ts'

export const it: Words = { pages, mails, accountPages, accountMails }
