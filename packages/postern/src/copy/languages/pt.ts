import { pt as accountMails } from '../account/mails/pt.ts'
import { pt as accountPages } from '../account/pages/pt.ts'
import { pt as mails } from '../mails/pt.ts'
import { pt as pages } from '../pages/pt.ts'
import type { Words } from '../words.ts'

export const pt: Words = { pages, mails, accountPages, accountMails }
