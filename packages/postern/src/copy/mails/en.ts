/*
 * What mails say, in English. This file is the measure: its type is `MailsCopy`, which every other locale must fill.
 * Sentences are whole, so that each language can put its words in its own order.
 */

export const en = {
  /** A moment in a list of facts: `14:12 CET, 22 Nov`. */
  moment: (clock: string, zone: string, day: string): string => `${clock} ${zone}, ${day}`,
  /** `Chrome`, `macOS` */
  browserOn: (browser: string, system: string): string => `${browser} on ${system}`,
  aBrowser: 'A browser',
  aProgram: 'A program',
  roughly: (place: string): string => `${place} (roughly)`,

  askedBy: 'Asked by',
  browser: 'Browser',
  near: 'Near',
  when: 'When',
  worksUntil: 'Works until',
  mark: 'Mark',
  wayIn: 'Way in',

  sentBy: (sender: string): string => `Sent by ${sender}.`,
  neverAsked: 'We never ask for a code by phone or chat.',
  wasNotMe: 'This wasn’t me',
  nothingToDo: 'If it was you, there is nothing to do.',
  signItOut: 'This wasn’t me: sign it out',
  buttonUntil: (day: string): string => `The button works until ${day} and does nothing else.`,
  linkUntil: (day: string): string => `The link works until ${day} and does nothing else.`,
  /** Before the cancel link, in plain text. */
  signOutLink: 'This wasn’t you? This signs it out:',

  signIn: {
    /** Begins with the code. */
    subject: (code: string, application: string): string => `${code} is your ${application} code`,
    preview: (clock: string, asker: string): string => `Works until ${clock}. Asked by: ${asker}.`,
    heading: 'Your verification code',
    textHeading: (application: string): string => `Your verification code for ${application}:`,
    typeOrPress: 'Type it where you asked, or press the button on the same device.',
    typeOrOpen: 'Type it where you asked, or open this link on the same device:',
    button: (application: string): string => `Sign in to ${application}`,
    didNotAsk: 'You did not ask?',
    stopsIt: 'You did not ask? This stops it:',
    doNotForward: 'Don’t forward this email: whoever reads it could sign in as you.',
    copyLine: 'Button not working? Copy this line into the browser:',
  },

  approvedElsewhere: {
    subject: (browser: string, application: string): string => `${browser} was let in to ${application}`,
    heading: 'Another browser was let in',
    what: 'Its number was typed on the page that our email opened.',
  },

  signUpClosed: {
    subject: (application: string): string => `No ${application} account for this address`,
    heading: 'No account for this address',
    what: (application: string): string =>
      `Somebody asked to sign in to ${application} with this address. It has no account there, and no new ones are being made.`,
    otherAddress: 'If it was you, your account may be under another address. If it was not, there is nothing to do.',
  },

  invitation: {
    subject: (application: string): string => `You are invited to ${application}`,
    heading: 'You are invited',
    what: (application: string): string => `With this address you can join ${application}.`,
    invitedBy: 'Invited by',
    button: 'See the invitation',
    link: 'See the invitation:',
    next: 'There you ask for a sign-in email. Nothing happens before you do.',
    ignore: 'If you don’t know what this is about, leave it: nothing happens.',
  },

  newDevice: {
    subject: (browser: string, application: string): string => `${browser} signed in to ${application}`,
    heading: 'A new browser signed in',
    ways: {
      link: 'Link, opened there',
      code: 'Code, typed there',
      number: 'Number, typed on another device',
      passkey: 'Passkey',
    },
  },
}

export type MailsCopy = typeof en
