import { ar as accountMails } from '../account/mails/ar.ts'
import { ar as accountPages } from '../account/pages/ar.ts'
import { ar as mails } from '../mails/ar.ts'
import { ar as pages } from '../pages/ar.ts'
import type { Words } from '../words.ts'

export const ar: Words = { pages, mails, accountPages, accountMails }
