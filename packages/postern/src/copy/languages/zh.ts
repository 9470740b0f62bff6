import { zh as accountMails } from '../account/mails/zh.ts'
import { zh as accountPages } from '../account/pages/zh.ts'
import { zh as mails } from '../mails/zh.ts'
import { zh as pages } from '../pages/zh.ts'
import type { Words } from '../words.ts'

export const zh: Words = { pages, mails, accountPages, accountMails }
