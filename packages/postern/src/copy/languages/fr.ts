import { fr as accountMails } from '../account/mails/fr.ts'
import { fr as accountPages } from '../account/pages/fr.ts'
import type { Language } from '../language.ts'
import { fr as mails } from '../mails/fr.ts'
import { fr as pages } from '../pages/fr.ts'

export const fr: Language = { pages, mails, accountPages, accountMails }
