/** Every word of `<SignIn>`. English is built in; hand in another language as `texts`, whole or in part. */
import type { ReactNode } from 'react'

export interface SignInTexts {
  readonly title: (application: ReactNode | undefined) => ReactNode
  readonly lede: ReactNode
  readonly emailAddress: string
  readonly emailMe: string
  readonly newHere: ReactNode
  readonly sending: string
  readonly checkEmail: string
  readonly sentTo: (address: ReactNode) => ReactNode
  readonly sentAgainTo: (address: ReactNode) => ReactNode
  readonly typeCode: string
  readonly signIn: string
  readonly waiting: string
  readonly yourNumber: string
  readonly otherDevice: ReactNode
  readonly otherDeviceHelp: ReactNode
  readonly sendAgain: string
  readonly sendAgainAt: (time: ReactNode) => ReactNode
  readonly timeLeft: string
  readonly otherAddress: string
  readonly nothingYet: ReactNode
  readonly help: ReactNode
  readonly emailNewLink: string
  readonly signInHereToo: string
  readonly over: Readonly<
    Record<'elsewhere' | 'ended' | 'expired', { readonly title: string; readonly text: ReactNode }>
  >
  readonly switchTitle: (next: ReactNode) => ReactNode
  readonly switchLede: (current: ReactNode) => ReactNode
  readonly changeAccount: string
  readonly stay: string
  readonly secondFactor: { readonly title: string; readonly text: ReactNode }
  readonly refused: Readonly<
    Record<
      'sign-in-off' | 'sign-up-closed' | 'address-reserved' | 'user-banned' | 'user-locked' | 'vetoed',
      { readonly title: string; readonly text: ReactNode }
    >
  >
  readonly done: { readonly title: string; readonly text: (address: ReactNode) => ReactNode }
  /** By code; `other` for the rest. */
  readonly problems: Readonly<Record<string, ReactNode>> & { readonly other: ReactNode }
  readonly codeWrong: (triesLeft: number) => ReactNode
  readonly limited: (time: ReactNode) => ReactNode
}

export const english: SignInTexts = {
  title: (application) => (application === undefined ? 'Sign in' : <>Sign in to {application}</>),
  lede: 'We’ll email you a link and a code.',
  emailAddress: 'Email address',
  emailMe: 'Email me',
  newHere: 'New here? Do just the same. Your account is made when you arrive.',
  sending: 'Sending…',
  checkEmail: 'Check your email',
  sentTo: (address) => <>Sent to {address}.</>,
  sentAgainTo: (address) => <>Sent again to {address}.</>,
  typeCode: 'Type the code, or open the link',
  signIn: 'Sign in',
  waiting: 'Waiting for you to open the link',
  yourNumber: 'Your number',
  otherDevice: 'Reading mail on another device?',
  otherDeviceHelp: 'It asks for this number. Type it there, tell nobody.',
  sendAgain: 'Send again',
  sendAgainAt: (time) => <>Send again at {time}</>,
  timeLeft: 'Time left',
  otherAddress: 'Other address',
  nothingYet: 'Nothing yet?',
  help: 'Look in spam, and in tabs such as Promotions. A company’s filter can hold mail back for some minutes.',
  emailNewLink: 'Email me a new link',
  signInHereToo: 'Sign in here too',
  over: {
    elsewhere: {
      title: 'You signed in elsewhere',
      text: 'The link opened another browser. A new email takes you in here as well.',
    },
    ended: {
      title: 'This sign-in was stopped',
      text: 'Somebody who reads that mailbox stopped it, or you asked anew. A new email is one tap away.',
    },
    expired: {
      title: 'This email has expired',
      text: 'Its link and code work no more. A new email brings new ones.',
    },
  },
  switchTitle: (next) => <>Sign in as {next}?</>,
  switchLede: (current) => <>Here you are signed in as {current}. The email is for another account.</>,
  changeAccount: 'Change account',
  stay: 'Stay as I am',
  secondFactor: { title: 'One more proof', text: 'This account asks for a second proof before it lets you in.' },
  refused: {
    'sign-in-off': {
      title: 'Nobody can sign in here right now',
      text: 'Sign-in is switched off for the time being. Try again later, or ask whoever runs this place.',
    },
    'sign-up-closed': {
      title: 'No new accounts here',
      text: 'Your address is proved, but it has no account, and new ones aren’t made by themselves. If your account is under another address, use that. Otherwise ask those who run the application for one.',
    },
    'address-reserved': {
      title: 'This address is reserved',
      text: 'It belonged to an account until a short while ago. The email about that can undo the change.',
    },
    'user-banned': {
      title: 'This account is shut out',
      text: 'Those who run the application can tell you why.',
    },
    'user-locked': { title: 'This account is locked', text: 'Those who run the application can unlock it.' },
    vetoed: {
      title: 'You can’t sign in here',
      text: 'The application refused. Those who run it can tell you why.',
    },
  },
  done: { title: 'You’re in', text: (address) => <>Signed in as {address}.</> },
  problems: {
    'email-invalid': 'That doesn’t look like an email address. Check it for a missing piece.',
    'attempt-unknown': 'This browser has no sign-in under way. Type your address to start one.',
    'proof-needed': 'Many people ask from your network. Ask again in some minutes.',
    'codes-shut': 'That was the last try, so codes are shut. The link in the email still works.',
    busy: 'We are busy, so nothing was sent. Ask again in a few seconds.',
    network: 'We can’t be reached from here. Nothing is lost; try again when you are back online.',
    other: 'Something broke on our side. Nothing is lost; try it again in a minute.',
  },
  codeWrong: (left) => `That code isn’t right. You have ${left} ${left === 1 ? 'try' : 'tries'} left.`,
  limited: (time) => <>That is as much email as one address gets for now. You can ask again at {time}.</>,
}
