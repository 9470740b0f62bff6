/** Our own sentences for a mail, by name, so that a template may use them in all our languages. */
import { type MailFacts, momentOf, renderMail, wordsOf } from 'postern/kit'

type Words = Readonly<Record<string, string>>

export function copyOf({ locale, words }: Pick<MailFacts, 'locale' | 'words'>): ReturnType<typeof wordsOf> {
  const language = wordsOf(locale)
  return words ? { ...language, mails: words } : language
}

export function wordsFor(facts: MailFacts): Words {
  const { mails } = copyOf(facts)
  const { askedBy, browser, near, when, worksUntil, mark, neverAsked, wasNotMe, nothingToDo } = mails
  const { name, postalLine } = facts.application
  const sentBy = mails.sentBy(postalLine === undefined ? name : `${name}, ${postalLine}`)
  const shared = { askedBy, browser, near, when, worksUntil, mark, neverAsked, wasNotMe, nothingToDo, sentBy }
  return { subject: renderMail(facts).subject, ...shared, ...ownWords(facts) }
}

/** The sentence before *this wasn't me*, or before what undoes. */
export function stopSentence(facts: MailFacts): string {
  const { mails, accountMails } = copyOf(facts)
  if (facts.kind === 'sign-in') return mails.signIn.stopsIt
  if (facts.kind === 'address-changed') return accountMails.addressChanged.undoLink
  return 'code' in facts ? accountMails.stopsIt : mails.signOutLink
}

function ownWords(facts: MailFacts): Words {
  const { mails, accountMails } = copyOf(facts)
  const { name } = facts.application
  const { signItOut, signOutLink } = mails
  switch (facts.kind) {
    case 'sign-in':
      return { ...signInWords(facts), textHeading: mails.signIn.textHeading(name), button: mails.signIn.button(name) }
    case 'step-up':
    case 'delete': {
      const { what, button, heading, textHeading } = accountMails.acts[facts.kind]
      return { ...actWords(facts), heading, textHeading: textHeading(name), what, button }
    }
    case 'change-address': {
      const { what, button, heading, textHeading } = accountMails.acts[facts.kind]
      const sentence = what(facts.account, name)
      return { ...actWords(facts), heading, textHeading: textHeading(name), what: sentence, button }
    }
    case 'approved-elsewhere': {
      const { heading, what } = mails.approvedElsewhere
      return { heading, what, signItOut, signOutLink }
    }
    case 'new-device': {
      const { heading, ways } = mails.newDevice
      return { heading, wayIn: mails.wayIn, way: ways[facts.way], signItOut, signOutLink }
    }
    case 'sign-up-closed': {
      const { heading, what, otherAddress } = mails.signUpClosed
      return { heading, what: what(name), otherAddress }
    }
    case 'invitation': {
      const { heading, what, invitedBy, button, link, next, ignore } = mails.invitation
      return { heading, what: what(name), invitedBy, button, link, next, ignore, copyLine: mails.signIn.copyLine }
    }
    case 'address-changed':
      return addressWords(facts)
    case 'address-taken':
      return { heading: accountMails.addressTaken.heading, what: accountMails.addressTaken.what }
    case 'deleted':
      return { heading: accountMails.deleted.heading, what: accountMails.deleted.what }
  }
}

function addressWords(facts: Extract<MailFacts, { readonly kind: 'address-changed' }>): Words {
  const { addressChanged } = copyOf(facts).accountMails
  if (!('undoLink' in facts)) {
    const { heading, what } = addressChanged[facts.what]
    return { heading, what }
  }
  const { undo, undoLink, undoNote } = addressChanged
  const { heading, what } = addressChanged[facts.what]
  const { day } = momentOf(facts.locale, facts.undoUntil, facts.timeZone)
  return { heading, what: what(day), undo, undoLink, undoNote }
}

function signInWords(facts: MailFacts): Words {
  const { heading, typeOrPress, typeOrOpen, didNotAsk, stopsIt, doNotForward, copyLine } = copyOf(facts).mails.signIn
  return { heading, typeOrPress, typeOrOpen, didNotAsk, stopsIt, doNotForward, copyLine }
}

function actWords(facts: MailFacts): Words {
  const { didNotAsk, stopsIt, keepIt } = copyOf(facts).accountMails
  return { ...signInWords(facts), didNotAsk, stopsIt, doNotForward: keepIt }
}
