/** The tenants' webhooks as the engine sees them: who is told of which event, and the call itself. */
import {
  type Event,
  type Handover,
  type Id,
  type Made,
  pauseOf,
  type Send,
  type Subscription,
  type WebhookCall,
  type Webhooks,
} from 'postern/kit'
import type { ServerDirectory } from '../directory/directory.ts'
import { watchEpoch } from '../resources/epoch.ts'
import { system } from '../resources/resource.ts'
import { findShelved, listShelved } from '../resources/shelf.ts'
import { listSubscribers } from '../resources/subscriber.ts'
import { mostWebhooks, type WebhookDocument, webhooks } from '../resources/webhook.ts'
import { openSecrets } from '../resources/webhook-secret.ts'
import { disable, noteFailure, noteSuccess, type Webhook } from './health.ts'
import { CallRefused } from './safe-send.ts'
import { signatureHeaders } from './standard-webhooks.ts'

export interface WebhookSettings {
  readonly send: Send
  /** There when the first call is made. */
  readonly directory: () => Pick<ServerDirectory, 'home'>
}

/** The realm of the system has no application: the installation's own writes its mails. */
const installation = 'default' as Id<'tenant'>

export function createWebhooks({ store, clock, vault }: Made, { send, directory }: WebhookSettings): Webhooks {
  const ports = { store, clock, vault }
  const desk = { ports, actor: 'webhooks', changed: () => {} }
  const changed = watchEpoch(ports)
  let tenants: Promise<readonly Id<'tenant'>[]> | undefined
  const read = async (tenant: Id<'tenant'>): Promise<readonly Subscription[]> => {
    // Some made at the same moment may be more than there is room for.
    const { items } = await listShelved({ desk, resource: webhooks, tenant }, { limit: 2 * mostWebhooks })
    return items
      .filter(({ value }) => value.enabled)
      .map(({ id, value }) => ({ webhook: id, takes: (event) => event.at >= value.since && isFor(value, event) }))
  }
  return {
    async tenants() {
      if (await changed()) tenants = undefined
      tenants ??= listSubscribers(ports)
      tenants.catch(() => {
        tenants = undefined
      })
      return tenants
    },
    of: read,
    async scopeOf(tenant) {
      if (tenant !== system) return directory().home(tenant)
      const own = await directory().home(installation)
      return own && { ...own, tenant: { id: system } }
    },
    async send(call, signal) {
      const { tenant, webhook: id } = call
      const found = await findShelved({ desk, resource: webhooks, tenant }, id)
      if (!found) return { kind: 'refused', reason: 'webhook-removed' }
      if (!found.value.enabled) return { kind: 'refused', reason: 'webhook-disabled' }
      const webhook = { tenant, id, version: found.version, value: found.value }
      const handover = await callOnce({ ports, send }, webhook, call, signal)
      await note(webhook, handover)
      return handover
    },
  }

  async function note(webhook: Webhook, handover: Handover): Promise<void> {
    if (handover.kind === 'taken') return noteSuccess(ports, webhook)
    const tenant = webhook.tenant === system ? installation : webhook.tenant
    const sender = await directory().home(tenant)
    const { reason } = handover
    if (handover.kind === 'refused') return disable(ports, webhook, { reason, sender })
    await noteFailure(ports, webhook, { reason, sender })
  }
}

/** Whether it is told of such events, whenever they were. */
export function isFor({ events, applications }: WebhookDocument, { type, application }: Event): boolean {
  const [noun] = type.split('.', 1)
  const isNamed = events.some((each) => each === '*' || each === type || each === `${noun}.*`)
  return isNamed && (!applications || applications.includes(application))
}

/** One call: 2xx alone is success, 410 says that the receiver is gone for good (Standard Webhooks 1.0.0). */
async function callOnce(
  { ports, send }: { readonly ports: Pick<Made, 'clock' | 'vault'>; readonly send: Send },
  { tenant, id, value }: Webhook,
  call: WebhookCall,
  signal: AbortSignal,
): Promise<Handover> {
  const { vault, clock } = ports
  const at = clock.now()
  const secrets = openSecrets(vault, at, { tenant, webhook: id }, value.secrets)
  const signed = signatureHeaders(secrets, { id: call.id, at, body: call.body })
  try {
    const headers = { 'content-type': 'application/json', ...signed }
    const answer = await send({ url: value.url, headers, body: call.body }, signal)
    const { status } = answer
    if (status >= 200 && status < 300) return { kind: 'taken' }
    if (status === 410) return { kind: 'refused', reason: 'http-410' }
    const pause = pauseOf(answer.headers.get('retry-after'))
    return { kind: 'later', reason: `http-${status}`, pause }
  } catch (fault) {
    if (fault instanceof CallRefused) return { kind: 'later', reason: fault.reason }
    return signal.aborted ? { kind: 'down', reason: 'timed-out' } : { kind: 'later', reason: 'connection-failed' }
  }
}
