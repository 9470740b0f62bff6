import { hi as accountMails } from '../account/mails/hi.ts'
import { hi as accountPages } from '../account/pages/hi.ts'
import type { Language } from '../language.ts'
import { hi as mails } from '../mails/hi.ts'
import { hi as pages } from '../pages/hi.ts'

export const hi: Language = { pages, mails, accountPages, accountMails }
