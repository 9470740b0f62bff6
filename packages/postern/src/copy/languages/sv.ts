import { sv as accountMails } from '../account/mails/sv.ts'
import { sv as accountPages } from '../account/pages/sv.ts'
import { sv as mails } from '../mails/sv.ts'
import { sv as pages } from '../pages/sv.ts'
import type { Words } from '../words.ts'

export const sv: Words = { pages, mails, accountPages, accountMails }
