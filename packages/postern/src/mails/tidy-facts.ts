import type { MailFacts } from './facts.ts'
import { oneLine } from './one-line.ts'

/** The same facts, with every name that others chose fit for a header and a sentence. */
export function tidyFacts(facts: MailFacts): MailFacts {
  const { application, asked } = facts
  return {
    ...facts,
    application: { ...application, name: oneLine(application.name), postalLine: tidyName(application.postalLine) },
    ...('invitedBy' in facts && { invitedBy: tidyName(facts.invitedBy) }),
    asked: { ...asked, browser: tidyName(asked.browser), place: tidyName(asked.place) },
  }
}

function tidyName(name: string | undefined): string | undefined {
  return (name === undefined ? '' : oneLine(name)) || undefined
}
