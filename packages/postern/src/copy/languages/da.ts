import { da as accountMails } from '../account/mails/da.ts'
import { da as accountPages } from '../account/pages/da.ts'
import type { Language } from '../language.ts'
import { da as mails } from '../mails/da.ts'
import { da as pages } from '../pages/da.ts'

export const da: Language = { pages, mails, accountPages, accountMails }
