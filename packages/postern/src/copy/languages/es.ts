import { es as accountMails } from '../account/mails/es.ts'
import { es as accountPages } from '../account/pages/es.ts'
import type { Language } from '../language.ts'
import { es as mails } from '../mails/es.ts'
import { es as pages } from '../pages/es.ts'

export const es: Language = { pages, mails, accountPages, accountMails }
