import { fi as accountMails } from '../account/mails/fi.ts'
import { fi as accountPages } from '../account/pages/fi.ts'
import { fi as mails } from '../mails/fi.ts'
import { fi as pages } from '../pages/fi.ts'
import type { Words } from '../words.ts'

export const fi: Words = { pages, mails, accountPages, accountMails }
