import { da as accountMails } from '../account/mails/da.ts'
import { da as accountPages } from '../account/pages/da.ts'
import { da as mails } from '../mails/da.ts'
import { da as pages } from '../pages/da.ts'
import type { Words } from '../words.ts'

export const da: Words = { pages, mails, accountPages, accountMails }
