import { cs as accountMails } from '../account/mails/cs.ts'
import { cs as accountPages } from '../account/pages/cs.ts'
import type { Language } from '../language.ts'
import { cs as mails } from '../mails/cs.ts'
import { cs as pages } from '../pages/cs.ts'

export const cs: Language = { pages, mails, accountPages, accountMails }
