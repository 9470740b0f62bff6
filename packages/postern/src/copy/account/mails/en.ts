/*
 * What mails about an account say, in English. This file is the measure: its type is `AccountMailsCopy`, which every
 * other locale must fill.
 */

export const en = {
  /** Instead of the warning of a sign-in mail, where the secrets sign nobody in. */
  keepIt: 'Don’t forward this email: its link and code are for you alone.',
  didNotAsk: 'You did not ask?',
  stopsIt: 'You did not ask? This stops it:',
  acts: {
    'step-up': {
      subject: (code: string, application: string): string => `${code} confirms to ${application} that it is you`,
      heading: 'Your confirmation code',
      textHeading: (application: string): string => `Your confirmation code for ${application}:`,
      what: 'You are about to change something in your account. This confirms that it is you.',
      button: 'Confirm that it is you',
    },
    'change-address': {
      subject: (code: string, application: string): string => `${code} confirms this address for ${application}`,
      heading: 'Confirm this address',
      textHeading: (application: string): string => `Your code to confirm this address for ${application}:`,
      what: (account: string, application: string): string =>
        `The ${application} account ${account} wants to use this address. If that account is not yours, leave this email alone: nothing happens without it.`,
      button: 'Confirm this address',
    },
    delete: {
      subject: (code: string, application: string): string => `${code} deletes your ${application} account`,
      heading: 'Your code to delete the account',
      textHeading: (application: string): string => `Your code to delete your ${application} account:`,
      what: 'We ask once more before anything goes. Then everything goes at once, and there is no way back.',
      button: 'Delete your account',
    },
  },
  addressTaken: {
    subject: (application: string): string => `Your ${application} address stays yours`,
    heading: 'Your address stays yours',
    what: 'Somebody who is signed in to another account tried to add this address to it. It belongs to your account, so nothing was changed.',
  },
  addressChanged: {
    changed: {
      subject: (application: string): string => `Your ${application} address was changed`,
      heading: 'Your address was changed',
      what: (day: string): string =>
        `From now on you sign in with the new one. This one stays reserved for you until ${day}.`,
    },
    added: {
      subject: (application: string): string => `An address was added to your ${application} account`,
      heading: 'An address was added',
      what: (_day: string): string => 'From now on it signs in to your account, as this one does.',
    },
    removed: {
      subject: (application: string): string => `An address was removed from your ${application} account`,
      heading: 'This address was removed',
      what: (day: string): string => `It signs you in no more. It stays reserved for you until ${day}.`,
    },
    primary: {
      subject: (application: string): string => `Your main ${application} address is another one now`,
      heading: 'Your main address is another one',
      what: (_day: string): string => 'News goes to that one from now on. This one still signs you in.',
    },
    gone: {
      subject: (application: string): string => `An address was removed from your ${application} account`,
      heading: 'An address was removed',
      what: 'It signs in to your account no more. This one still does.',
    },
    restored: {
      subject: (application: string): string => `Your ${application} addresses are as they were`,
      heading: 'A change of addresses was undone',
      what: 'The addresses of your account are what they were before it, and every browser was signed out.',
    },
    before: 'Before',
    now: 'Now',
    labelAdded: 'Added',
    labelRemoved: 'Removed',
    undo: 'Undo the change',
    undoLink: 'This was not you? This undoes it:',
    undoNote: 'Undoing puts your addresses back as they were and signs out every browser. You then sign in again.',
  },
  deleted: {
    subject: (application: string): string => `Your ${application} account is deleted`,
    heading: 'Your account is deleted',
    what: 'Nothing of you is kept there any more. Whoever signs in with this address again begins a new account.',
  },
}

export type AccountMailsCopy = typeof en
