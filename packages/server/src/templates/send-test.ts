/** A mail to look at, through the outbox as any other. It carries nobody's secrets, and its budget is its own. */
import {
  after,
  type Charge,
  days,
  type EmailAddress,
  type EventDraft,
  hours,
  type Id,
  type Instant,
  type MessageDraft,
  minutes,
  type Ports,
  type RenderedMail,
  type Scope,
  seconds,
} from 'postern/kit'

export interface TestMail {
  readonly scope: Scope
  readonly address: EmailAddress
  readonly mail: RenderedMail
  readonly actor: string
}

export type TestSent =
  | { readonly kind: 'queued'; readonly message: Id<'message'> }
  | { readonly kind: 'limited'; readonly retryAt: Instant }

export async function sendTest(ports: Ports, { scope, address, mail, actor }: TestMail): Promise<TestSent> {
  const { store, vault, clock } = ports
  const now = clock.now()
  const { id: tenant } = scope.tenant
  const application = scope.application.id
  const id = vault.id<'message'>(now)
  const { subject, html, text } = mail
  const content = { subject: `[Test] ${subject}`, html, text, attachments: [] }
  const draft: MessageDraft = {
    id,
    channel: 'mail',
    application,
    to: address,
    facts: { kind: 'custom', locale: scope.application.locale, askedAt: now, program: true, asked: {} },
    sealed: vault.seal({ tenant, purpose: 'message', row: id }, JSON.stringify(content)),
    state: 'queued',
    lease: { owner: ports.node, until: after(now, seconds(60)) },
    deadline: after(now, hours(1)),
  }
  const event: EventDraft = {
    id: vault.id<'event'>(now),
    type: 'setting.changed',
    application,
    reason: 'tested',
    actor,
    about: { kind: 'template', message: id },
  }
  const also = { events: [event], messages: [draft] }
  const outcome = await store.messages.post({ tenant, now, charges: charges(address), also })
  if (outcome.kind !== 'queued') return { kind: 'limited', retryAt: outcome.kind === 'limited' ? outcome.retryAt : now }
  const message = { ...draft, tenant, tries: 0, nextAt: now, createdAt: now }
  ports.post({ scope, message, secrets: content })
  return { kind: 'queued', message: id }
}

const charges = ({ key }: EmailAddress): readonly Charge[] => [
  {
    key: `template-test/address/${key}`,
    windows: [
      { length: minutes(15), max: 3 },
      { length: days(1), max: 10 },
    ],
    grain: 0,
  },
  { key: 'template-test/tenant', windows: [{ length: hours(1), max: 30 }], grain: 0 },
]
