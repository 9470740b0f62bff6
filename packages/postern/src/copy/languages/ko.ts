import { ko as accountMails } from '../account/mails/ko.ts'
import { ko as accountPages } from '../account/pages/ko.ts'
import type { Language } from '../language.ts'
import { ko as mails } from '../mails/ko.ts'
import { ko as pages } from '../pages/ko.ts'

export const ko: Language = { pages, mails, accountPages, accountMails }
