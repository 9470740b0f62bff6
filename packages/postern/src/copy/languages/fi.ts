import { fi as accountMails } from '../account/mails/fi.ts'
import { fi as accountPages } from '../account/pages/fi.ts'
import type { Language } from '../language.ts'
import { fi as mails } from '../mails/fi.ts'
import { fi as pages } from '../pages/fi.ts'

export const fi: Language = { pages, mails, accountPages, accountMails }
