import { uk as accountMails } from '../account/mails/uk.ts'
import { uk as accountPages } from '../account/pages/uk.ts'
import { uk as mails } from '../mails/uk.ts'
import { uk as pages } from '../pages/uk.ts'
import type { Words } from '../words.ts'

export const uk: Words = { pages, mails, accountPages, accountMails }
