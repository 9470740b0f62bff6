/*
 * Sentences that an application may say in its own words. What protects a reader is not among them: who asked, what stops
 * it, what nobody should ever be told. Placeholders stand in braces, as in `Welcome to {application}`.
 */
import type { Language } from './language.ts'

/** By the name of each: the placeholders it may have, in the order in which the sentence is given them. */
export const customTexts: Readonly<Record<string, readonly string[]>> = {
  'pages.signIn.title': ['application'],
  'pages.signIn.lede': [],
  'pages.signIn.emailMe': [],
  'pages.signIn.newHere': [],
  'pages.checkEmail.title': [],
  'pages.checkEmail.typeCode': [],
  'pages.checkEmail.nothingYet': [],
  'pages.link.title': ['application'],
  'pages.signedIn.title': [],
  'pages.signedIn.titleNamed': ['name'],
  'pages.signedIn.lede': ['application', 'address'],
  'pages.signedOut.title': [],
  'pages.signedOut.lede': [],
  'pages.invitation.title': ['application'],
  'pages.invitation.lede': [],
  'pages.errors.sign-up-closed.title': [],
  'pages.errors.sign-up-closed.text': [],
  'pages.errors.sign-in-off.title': [],
  'pages.errors.sign-in-off.text': [],
  'pages.errors.user-banned.title': [],
  'pages.errors.user-banned.text': [],
  'pages.errors.user-locked.title': [],
  'pages.errors.user-locked.text': [],
  'pages.errors.vetoed.title': [],
  'pages.errors.vetoed.text': [],
  'mails.signIn.subject': ['code', 'application'],
  'mails.signIn.heading': [],
  'mails.signIn.textHeading': ['application'],
  'mails.signIn.typeOrPress': [],
  'mails.signIn.typeOrOpen': [],
  'mails.signIn.button': ['application'],
  'mails.signUpClosed.subject': ['application'],
  'mails.signUpClosed.heading': [],
  'mails.signUpClosed.what': ['application'],
  'mails.signUpClosed.otherAddress': [],
  'mails.invitation.subject': ['application'],
  'mails.invitation.heading': [],
  'mails.invitation.what': ['application'],
  'mails.invitation.button': [],
  'mails.newDevice.subject': ['browser', 'application'],
  'mails.newDevice.heading': [],
}

export type Texts = Readonly<Record<string, string>>

/** Placeholders without which a sentence makes no sense. */
const needed: Texts = { 'mails.signIn.subject': 'code' }

/** What is wrong with a sentence, if anything is. */
export function textFault(name: string, text: string): string | undefined {
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(text))
    return 'must be one line of plain text'
  const known = customTexts[name] ?? []
  const named = [...text.matchAll(placeholder)].map(([, found = '']) => found)
  const stranger = named.find((found) => !known.includes(found))
  if (stranger !== undefined) return `names {${stranger}}, which this sentence does not have`
  if (/[{}]/.test(text.replace(placeholder, ''))) return 'has a brace that belongs to no placeholder'
  const wanted = needed[name]
  return wanted === undefined || named.includes(wanted) ? undefined : `must have {${wanted}}`
}

// A memory of pure results: the texts of one language, as the settings hold them, always make the same words.
const made = new WeakMap<Texts, Language>()

/** A language in which some sentences are the application's own. */
export function withTexts(language: Language, texts: Texts | undefined): Language {
  if (!texts) return language
  const known = made.get(texts)
  if (known) return known
  let words: Tree = language as unknown as Tree
  for (const [name, text] of Object.entries(texts)) {
    if (Object.hasOwn(customTexts, name)) words = put(words, name.split('.'), sayer(name, text))
  }
  const own = words as unknown as Language
  made.set(texts, own)
  return own
}

type Tree = Readonly<Record<string, unknown>>

function put(tree: Tree, [name = '', ...rest]: readonly string[], value: unknown): Tree {
  return { ...tree, [name]: rest.length === 0 ? value : put(tree[name] as Tree, rest, value) }
}

/** Pages are given pieces, because they mark up what stands in the holes; mails are given text. */
function sayer(name: string, text: string): unknown {
  const holes = customTexts[name] ?? []
  if (holes.length === 0) return text
  const pieces = (...values: readonly unknown[]): unknown[] =>
    text
      .split(placeholder)
      .map((piece, at) => (at % 2 === 0 ? piece : values[holes.indexOf(piece)]))
      .filter((piece) => piece !== '')
  return name.startsWith('pages.') ? pieces : (...values: readonly string[]) => pieces(...values).join('')
}

const placeholder = /\{([a-z]+)\}/g
