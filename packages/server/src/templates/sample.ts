/** Mails to try a template with: complete ones, and ones without all that may be absent. Nobody's secrets are in them. */
import { exampleFacts, type Locale, loadWords, type MailFacts } from 'postern/kit'
import type { MailKind } from './template-name.ts'
import { type MailMoment, type Recipient, variablesOf } from './variables.ts'

export interface Sample {
  readonly facts: MailFacts
  readonly variables: Readonly<Record<string, unknown>>
}

const sampleUser = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  locale: 'en',
  data: {},
} as const

const fullRecipient: Recipient = { email: 'ada@example.com', user: sampleUser, state: {} }

export interface SampleOptions {
  readonly kind: MailKind
  readonly locale: Locale
  readonly application?: MailMoment['application'] & { readonly name?: string }
  readonly recipient?: Partial<Recipient>
}

const home = { logoUrl: 'https://linden.example/logo.png', homeUrl: 'https://linden.example' }

export async function fullSample({ kind, locale, application, recipient }: SampleOptions): Promise<Sample> {
  await loadWords(locale)
  const facts = factsOf(kind, locale)
  const named = application?.name === undefined ? facts : { ...facts, application: { name: application.name } }
  return sampleOf(named as MailFacts, application ?? home, { ...fullRecipient, ...recipient })
}

export async function bareSample({ kind, locale }: SampleOptions): Promise<Sample> {
  await loadWords(locale)
  const facts = factsOf(kind, locale)
  const bare = {
    ...facts,
    application: { name: facts.application.name },
    asked: { at: facts.asked.at, program: true },
    ...('invitedBy' in facts && { invitedBy: undefined }),
  } as MailFacts
  return sampleOf(bare, {}, { email: 'ada@example.com' })
}

function factsOf(kind: MailKind, locale: Locale): MailFacts {
  const found = Object.values(exampleFacts(locale)).find((facts: MailFacts) => facts.kind === kind)
  if (!found) throw new TypeError(`There is no mail of kind ${kind}`)
  return found
}

function sampleOf(facts: MailFacts, application: MailMoment['application'], recipient: Recipient): Sample {
  return { facts, variables: variablesOf({ facts, application, recipient, now: facts.asked.at }) }
}
