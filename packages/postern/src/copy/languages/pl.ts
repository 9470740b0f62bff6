import { pl as accountMails } from '../account/mails/pl.ts'
import { pl as accountPages } from '../account/pages/pl.ts'
import { pl as mails } from '../mails/pl.ts'
import { pl as pages } from '../pages/pl.ts'
import type { Words } from '../words.ts'

export const pl: Words = { pages, mails, accountPages, accountMails }
