/** A mail as it would be written, with sample facts: from parts that are given, or as it is written now. */
import { type Locale, type RenderedMail, renderMail, type Scope } from 'postern/kit'
import type { ServerParts } from '../api/api-route.ts'
import type { FieldFault } from '../resources/resource.ts'
import { faultsOn, notWritten, withPress } from './check-template.ts'
import { complete } from './complete.ts'
import { createFindTemplate } from './find-template.ts'
import type { TemplateParts } from './job.ts'
import type { Press } from './press.ts'
import { fullSample, type Sample } from './sample.ts'
import type { MailKind } from './template-name.ts'
import type { Recipient } from './variables.ts'

export interface PreviewWanted {
  readonly scope: Scope
  readonly kind: MailKind
  readonly locale?: Locale | undefined
  /** The saved template that `given` is, or was begun from. */
  readonly template?: string
  readonly given: Partial<TemplateParts>
  readonly state?: Readonly<Record<string, string>> | undefined
  readonly user?: SampleUser | undefined
}

export interface SampleUser {
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

export type Previewed =
  | {
      readonly kind: 'written'
      readonly scope: Scope
      readonly mail: RenderedMail & {
        readonly template?: string
        readonly warnings: readonly FieldFault[]
      }
    }
  | { readonly kind: 'failed'; readonly faults: readonly FieldFault[] }

export async function preview(
  { ports, directory, press }: Pick<ServerParts, 'ports' | 'directory' | 'press'>,
  wanted: PreviewWanted,
): Promise<Previewed> {
  const { scope, kind, locale = 'en', given } = wanted
  const sample = await sampleFor(wanted, locale)
  if (Object.keys(given).length > 0) return withPress(press, (own) => written(own, wanted, sample, whole(given)))
  const of = { tenant: scope.tenant.id, application: scope.application.id, kind, locale }
  const found = await createFindTemplate(ports, directory)(of)
  if (found) {
    return withPress(press, (own) => written(own, { ...wanted, template: found.id }, sample, found.value))
  }
  return { kind: 'written', scope, mail: { ...renderMail(sample.facts), warnings: [] } }
}

const whole = ({ subject = '', html = '', text = '' }: Partial<TemplateParts>): TemplateParts => ({
  subject,
  html,
  text,
})

function sampleFor({ scope, kind, state, user }: PreviewWanted, locale: Locale): Promise<Sample> {
  const { name, logoUrl, homeUrl } = scope.application
  const example = { email: 'ada@example.com', name: 'Ada Lovelace', locale, data: {} }
  const recipient = {
    ...(state && { state }),
    ...(user && { user: { ...example, ...user } as NonNullable<Recipient['user']> }),
  }
  const application = { name, ...(logoUrl && { logoUrl }), ...(homeUrl && { homeUrl }) }
  return fullSample({ kind, locale, application, recipient })
}

async function written(
  press: Press,
  { scope, kind, locale, template }: PreviewWanted,
  sample: Sample,
  parts: TemplateParts,
): Promise<Previewed> {
  const printed = await press.print({ parts, variables: [sample.variables] })
  if (printed.kind !== 'written') return { kind: 'failed', faults: notWritten(printed) }
  const [result] = printed.results
  if (!result) return { kind: 'failed', faults: [] }
  const { parts: mail, added } = complete(sample.facts, result)
  const faults = await faultsOn(press, { kind, ...(locale && { locale }) }, parts)
  const warnings = [...faults, ...added.map((path) => ({ path, why: 'has no link that stops it: one was added' }))]
  return { kind: 'written', scope, mail: { ...mail, ...(template && { template }), warnings } }
}
