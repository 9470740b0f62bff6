import { sv as accountMails } from '../account/mails/sv.ts'
import { sv as accountPages } from '../account/pages/sv.ts'
import type { Language } from '../language.ts'
import { sv as mails } from '../mails/sv.ts'
import { sv as pages } from '../pages/sv.ts'

export const sv: Language = { pages, mails, accountPages, accountMails }
