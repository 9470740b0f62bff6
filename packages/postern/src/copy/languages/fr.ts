import { fr as accountMails } from '../account/mails/fr.ts'
import { fr as accountPages } from '../account/pages/fr.ts'
import { fr as mails } from '../mails/fr.ts'
import { fr as pages } from '../pages/fr.ts'
import type { Words } from '../words.ts'

export const fr: Words = { pages, mails, accountPages, accountMails }
