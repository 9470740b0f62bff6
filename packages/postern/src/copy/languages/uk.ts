import { uk as accountMails } from '../account/mails/uk.ts'
import { uk as accountPages } from '../account/pages/uk.ts'
import type { Language } from '../language.ts'
import { uk as mails } from '../mails/uk.ts'
import { uk as pages } from '../pages/uk.ts'

export const uk: Language = { pages, mails, accountPages, accountMails }
