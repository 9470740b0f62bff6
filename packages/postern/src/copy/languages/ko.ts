import { ko as accountMails } from '../account/mails/ko.ts'
import { ko as accountPages } from '../account/pages/ko.ts'
import { ko as mails } from '../mails/ko.ts'
import { ko as pages } from '../pages/ko.ts'
import type { Words } from '../words.ts'

export const ko: Words = { pages, mails, accountPages, accountMails }
