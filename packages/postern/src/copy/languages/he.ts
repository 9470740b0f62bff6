import { he as accountMails } from '../account/mails/he.ts'
import { he as accountPages } from '../account/pages/he.ts'
import { he as mails } from '../mails/he.ts'
import { he as pages } from '../pages/he.ts'
import type { Words } from '../words.ts'

export const he: Words = { pages, mails, accountPages, accountMails }
