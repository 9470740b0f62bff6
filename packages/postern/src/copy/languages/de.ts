import { de as accountMails } from '../account/mails/de.ts'
import { de as accountPages } from '../account/pages/de.ts'
import { de as mails } from '../mails/de.ts'
import { de as pages } from '../pages/de.ts'
import type { Words } from '../words.ts'

export const de: Words = { pages, mails, accountPages, accountMails }
