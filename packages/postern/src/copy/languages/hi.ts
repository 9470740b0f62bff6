import { hi as accountMails } from '../account/mails/hi.ts'
import { hi as accountPages } from '../account/pages/hi.ts'
import { hi as mails } from '../mails/hi.ts'
import { hi as pages } from '../pages/hi.ts'
import type { Words } from '../words.ts'

export const hi: Words = { pages, mails, accountPages, accountMails }
