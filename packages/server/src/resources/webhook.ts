/** A webhook: where a tenant's events are told. Its secrets are shown once and kept sealed. */
import { eventTypes, isLoopback } from 'postern/kit'
import { z } from 'zod'
import { isNeverPublic } from '../webhooks/never-public.ts'
import { applicationIds } from './application-ids.ts'
import type { Desk } from './desk.ts'
import type { FieldFault, Resource, ResourcePlace } from './resource.ts'
import { keepSubscriber } from './subscriber.ts'

const secret = z.strictObject({
  id: z.string(),
  sealed: z.string(),
  createdAt: z.int(),
  /** Signs until then: another one has taken its place. */
  until: z.int().optional(),
})

const nouns = eventTypes.map((type) => `${type.split('.', 1)[0]}.*`)

/** What never happens is not waited for. */
const told = z
  .enum(['*', ...new Set([...eventTypes, ...nouns])], {
    error: 'is no event, such as sign-in.completed, session.* or *',
  })
  .meta({ id: 'WebhookEvent' })

const schema = z.strictObject({
  url: z.string().max(2000),
  /** `sign-in.completed`, `session.*` or `*`. */
  events: z.array(told).min(1).max(100),
  /** The only applications whose events are told; without it, all. */
  applications: applicationIds.optional(),
  description: z.string().max(200).optional(),
  /** Who is written to when it is disabled after long failure. */
  contact: z.email().max(254).optional(),
  enabled: z.boolean().default(true),
  secrets: z.array(secret).min(1).max(5),
  /** Events from then on are told. */
  since: z.int(),
  /** When and why it was switched off by us. */
  disabled: z.strictObject({ at: z.int(), reason: z.string() }).optional(),
})

export type WebhookDocument = z.infer<typeof schema>

const { secrets: _secrets, since: _since, disabled: _disabled, ...written } = schema.shape

/** What callers write. */
export const writtenWebhook = z.strictObject(written)

/** What callers see. */
export const shownWebhook = z.strictObject({
  ...written,
  enabled: z.boolean(),
  secrets: z.array(z.strictObject({ id: z.string(), createdAt: z.iso.datetime(), until: z.iso.datetime().optional() })),
  disabled: z.strictObject({ at: z.iso.datetime(), reason: z.string() }).optional(),
})

export const webhooks: Resource<WebhookDocument> = {
  kind: 'webhook',
  plural: 'webhooks',
  of: 'tenant',
  schema,
  id: /^[0-9a-z]{26}$/,
  check,
  claim: (_value, at) => keepSubscriber(at),
  remembered: ({ secrets, ...value }) => ({ ...value, secrets: secrets.map(({ sealed: _, ...secret }) => secret) }),
  shown: ({ secrets, disabled, since: _, ...value }) => ({
    ...value,
    secrets: secrets.map(({ id, createdAt, until }) => ({
      id,
      createdAt: isoOf(createdAt),
      ...(until !== undefined && { until: isoOf(until) }),
    })),
    // Switched on again, it is no longer what we switched off.
    ...(!value.enabled && disabled && { disabled: { ...disabled, at: isoOf(disabled.at) } }),
  }),
}

/** Each is read and asked with every batch of events. */
export const mostWebhooks = 100

/** One that is there already may be switched off and changed wherever it leads. */
async function check({ url }: WebhookDocument, at: ResourcePlace): Promise<readonly FieldFault[]> {
  const { desk, tenant, id } = at
  const { store, clock } = desk.ports
  const found = await store.documents.find({ tenant, now: clock.now(), kind: webhooks.kind, id })
  if (!found) return [...urlFaults(url, { path: 'url', desk }), ...(await roomFaults(at))]
  const isSame = (JSON.parse(found.json) as WebhookDocument).url === url
  return isSame ? [] : urlFaults(url, { path: 'url', desk })
}

async function roomFaults({ desk, tenant }: ResourcePlace): Promise<readonly FieldFault[]> {
  const { store, clock } = desk.ports
  const { items } = await store.documents.list({
    tenant,
    now: clock.now(),
    kind: webhooks.kind,
    limit: mostWebhooks,
  })
  return items.length < mostWebhooks ? [] : [{ path: '', why: `a tenant has ${mostWebhooks} webhooks at most` }]
}

const isoOf = (at: number): string => new Date(at).toISOString()

interface UrlPlace {
  readonly path: string
  readonly desk: Pick<Desk, 'development'>
}

/** Where a name really leads is judged with every call; what no call would take is refused at once. */
export function urlFaults(text: string, { path, desk }: UrlPlace): readonly FieldFault[] {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const fault = (why: string): readonly FieldFault[] => [{ path, why }]
  if (!url || !/^https?:$/.test(url.protocol)) return fault('must be an https URL')
  if (url.username !== '' || url.password !== '') return fault('must hold no user and no password')
  if (url.hash !== '') return fault('must have no fragment')
  if (desk.development && isLoopback(url.hostname)) return []
  if (url.protocol !== 'https:' || url.port !== '') return fault('must be https on port 443')
  return !desk.development && isNeverPublic(url.hostname) ? fault(notPublic) : []
}

export const notPublic = 'must lead to the public internet'
