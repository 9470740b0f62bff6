import { nl as accountMails } from '../account/mails/nl.ts'
import { nl as accountPages } from '../account/pages/nl.ts'
import { nl as mails } from '../mails/nl.ts'
import { nl as pages } from '../pages/nl.ts'
import type { Words } from '../words.ts'

export const nl: Words = { pages, mails, accountPages, accountMails }
