import { cs as accountMails } from '../account/mails/cs.ts'
import { cs as accountPages } from '../account/pages/cs.ts'
import { cs as mails } from '../mails/cs.ts'
import { cs as pages } from '../pages/cs.ts'
import type { Words } from '../words.ts'

export const cs: Words = { pages, mails, accountPages, accountMails }
