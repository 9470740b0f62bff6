/**
 * How long a webhook has been failing. The first failure after a success is kept as an artifact, with nothing to write for
 * the next ones; after five days of nothing else the webhook is switched off, with an event and a mail to its contact.
 */
import {
  after,
  type Charge,
  days,
  type EventDraft,
  hours,
  type Id,
  type MessageDraft,
  type Ports,
  type Scope,
} from 'postern/kit'
import { epoch } from '../resources/epoch.ts'
import { writtenAs } from '../resources/shelf.ts'
import { type WebhookDocument, webhooks } from '../resources/webhook.ts'
import { disabledMail } from './disabled-mail.ts'

export interface Webhook {
  readonly tenant: Id<'tenant'>
  readonly id: string
  readonly version: number
  readonly value: WebhookDocument
}

export type HealthPorts = Pick<Ports, 'store' | 'vault' | 'clock'>

const kind = 'webhook-failing'
const patience = days(5)

export async function noteSuccess({ store, clock }: HealthPorts, { tenant, id }: Webhook): Promise<void> {
  const at = { tenant, now: clock.now() }
  if (await store.artifacts.find({ ...at, kind, id })) await store.artifacts.revoke({ ...at, group: `${kind}/${id}` })
}

interface Failing {
  readonly reason: string
  /** Who writes to the contact. */
  readonly sender: Scope | undefined
}

export async function noteFailure(ports: HealthPorts, webhook: Webhook, { reason, sender }: Failing): Promise<void> {
  const { store, clock } = ports
  const { tenant, id } = webhook
  const now = clock.now()
  const artifact = {
    kind,
    id,
    json: JSON.stringify({ since: now }),
    group: `${kind}/${id}`,
    // Longer than any pause between two calls.
    expiresAt: after(now, days(30)),
  }
  if ((await store.artifacts.put({ tenant, now, artifact })).kind === 'done') return
  const found = await store.artifacts.find({ tenant, now, kind, id })
  const { since } = JSON.parse(found?.json ?? '{}') as { readonly since?: number }
  if (since !== undefined && now - since >= patience) await disable(ports, webhook, { reason, sender })
}

export async function disable(
  ports: HealthPorts,
  { tenant, id, version, value }: Webhook,
  { reason, sender }: Failing,
): Promise<void> {
  const { store, vault, clock } = ports
  const now = clock.now()
  const isOwn = sender?.tenant.id === tenant
  const event: EventDraft = {
    id: vault.id(now),
    type: 'webhook.disabled',
    application: isOwn ? sender.application.id : ('' as Id<'application'>),
    reason,
    about: { kind: webhooks.kind, id },
  }
  const messages = sender ? await mailsTo(ports, value, { reason, sender }) : []
  const disabled: WebhookDocument = { ...value, enabled: false, disabled: { at: now, reason } }
  const put = {
    tenant,
    now,
    kind: webhooks.kind,
    id,
    version,
    ...writtenAs(webhooks, disabled),
    also: { events: [event], messages: isOwn ? messages : [] },
    raises: epoch,
  }
  if ((await store.documents.put(put)).kind !== 'done') return
  if (sender && !isOwn) {
    await store.messages.post({ tenant: sender.tenant.id, now, charges: [], also: { events: [], messages } })
  }
  await store.artifacts.revoke({ tenant, now, group: `${kind}/${id}` })
}

/** What its contact gets, where it has one and that has not had too many: paid for here, written with the change. */
async function mailsTo(
  ports: HealthPorts,
  { contact: to, url }: WebhookDocument,
  { reason, sender }: { readonly reason: string; readonly sender: Scope },
): Promise<readonly MessageDraft[]> {
  if (to === undefined) return []
  const at = { tenant: sender.tenant.id, now: ports.clock.now() }
  const paid = await ports.store.messages.post({ ...at, charges: charges(to), also: { events: [], messages: [] } })
  return paid.kind === 'queued' ? [disabledMail(ports, { sender, to, url, reason })] : []
}

/** Nobody proved the address, and a webhook can be switched on again and fail as often as its owner likes. */
const charges = (to: string): readonly Charge[] => [
  { key: `webhook-disabled/address/${to.toLowerCase()}`, windows: [{ length: days(1), max: 3 }], grain: 0 },
  { key: 'webhook-disabled/tenant', windows: [{ length: hours(1), max: 30 }], grain: 0 },
]
