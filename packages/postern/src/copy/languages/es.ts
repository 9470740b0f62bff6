import { es as accountMails } from '../account/mails/es.ts'
import { es as accountPages } from '../account/pages/es.ts'
import { es as mails } from '../mails/es.ts'
import { es as pages } from '../pages/es.ts'
import type { Words } from '../words.ts'

export const es: Words = { pages, mails, accountPages, accountMails }
