import { nl as accountMails } from '../account/mails/nl.ts'
import { nl as accountPages } from '../account/pages/nl.ts'
import type { Language } from '../language.ts'
import { nl as mails } from '../mails/nl.ts'
import { nl as pages } from '../pages/nl.ts'

export const nl: Language = { pages, mails, accountPages, accountMails }
