/**
 * What a template can say: the facts of a mail, by name. All of it is text, a number or a list of these; nothing leads
 * from here to anything else.
 */
import { askerName, directionOf, type Locale, type MailFacts, momentOf, type Scope, type User } from 'postern/kit'
import { copyOf, wordsFor } from './words-for.ts'

export interface Recipient {
  readonly email: string
  /** Where there is an account. */
  readonly user?: Pick<User, 'name' | 'email' | 'locale' | 'data'> | undefined
  /** From whoever started the sign-in with a key. */
  readonly state?: Readonly<Record<string, string>> | undefined
}

export interface MailMoment {
  readonly facts: MailFacts
  readonly application: Pick<Scope['application'], 'logoUrl' | 'homeUrl'>
  readonly recipient: Recipient
  readonly now: number
}

export function variablesOf({ facts, application, recipient, now }: MailMoment): Readonly<Record<string, unknown>> {
  const { logoUrl, homeUrl } = application
  return {
    kind: facts.kind,
    locale: facts.locale,
    direction: directionOf(facts.locale),
    email: recipient.email,
    application: { name: facts.application.name, postalLine: facts.application.postalLine, logoUrl, homeUrl },
    asked: askedOf(facts),
    ...ownOf(facts),
    ...endOf(facts, now),
    user: recipient.user && userOf(recipient.user),
    state: recipient.state ?? {},
    words: wordsFor(facts),
  }
}

function askedOf(facts: MailFacts): object {
  const { asked } = facts
  return {
    browser: askerName(asked, copyOf(facts).mails),
    place: asked.place,
    at: momentText(facts, asked.at),
    program: asked.program === true,
  }
}

/** What this kind of mail has and others have not. */
function ownOf(facts: MailFacts): object {
  switch (facts.kind) {
    case 'sign-in':
    case 'step-up':
    case 'delete':
    case 'change-address': {
      const { code, link, cancelLink, mark } = facts
      return { code, link, cancelLink, mark, ...('account' in facts && { account: facts.account }) }
    }
    case 'invitation':
      return { link: facts.link, invitedBy: facts.invitedBy }
    case 'approved-elsewhere':
      return { cancelLink: facts.cancelLink }
    case 'new-device':
      return { cancelLink: facts.cancelLink, way: facts.way }
    case 'address-changed': {
      const { what, before, now } = facts
      return { what, before, now, ...('undoLink' in facts && { undoLink: facts.undoLink }) }
    }
    case 'sign-up-closed':
    case 'address-taken':
    case 'deleted':
      return {}
  }
}

/** Until when its links work: as a clock time, and in seconds from now. */
function endOf(facts: MailFacts, now: number): object {
  const until = untilOf(facts)
  if (until === undefined) return {}
  return { expiresAt: momentText(facts, until), timeToLive: Math.max(0, Math.round((until - now) / 1000)) }
}

function untilOf(facts: MailFacts): number | undefined {
  if ('worksUntil' in facts) return facts.worksUntil
  if ('cancelUntil' in facts) return facts.cancelUntil
  return 'undoUntil' in facts ? facts.undoUntil : undefined
}

function momentText(facts: MailFacts, at: number): string {
  const { clock, zone, day } = momentOf(facts.locale as Locale, at, facts.timeZone)
  return copyOf(facts).mails.moment(clock, zone, day)
}

const userOf = ({ name, email, locale, data = {} }: NonNullable<Recipient['user']>): object => ({
  name,
  email,
  locale,
  data,
})
