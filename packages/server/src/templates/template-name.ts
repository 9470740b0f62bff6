/** A template's id says what it is for: `<application or _>.<kind of mail>.<locale or _>`. */
import { exampleFacts, type Locale, locales, type MailFacts } from 'postern/kit'

export type MailKind = MailFacts['kind']

export interface TemplateName {
  /** Absent: the tenant's, for all its applications. */
  readonly application?: string
  readonly kind: MailKind
  /** Absent: for every language that has none of its own. */
  readonly locale?: Locale
}

const examples = Object.values(exampleFacts())

export const mailKinds: readonly MailKind[] = [...new Set(examples.map(({ kind }) => kind))]

export const templateId: RegExp = new RegExp(
  `^(?:_|[A-Za-z0-9][A-Za-z0-9_-]{0,62})\\.(?:${mailKinds.join('|')})\\.(?:_|${locales.join('|')})$`,
)

export function readTemplateName(id: string): TemplateName | undefined {
  if (!templateId.test(id)) return undefined
  const [application, kind, locale] = id.split('.') as [string, MailKind, string]
  return {
    kind,
    ...(application !== '_' && { application }),
    ...(locale !== '_' && { locale: locale as Locale }),
  }
}

/** Where the mail of an application in a language may have a template, the nearest first. */
export function templateIds(application: string, kind: MailKind, locale: Locale): readonly string[] {
  return [application, '_'].flatMap((whose) => [locale, '_'].map((language) => `${whose}.${kind}.${language}`))
}
