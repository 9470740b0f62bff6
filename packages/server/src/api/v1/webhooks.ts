/** Webhooks of a tenant, or of the realm of the system: where its events are told, with their secrets, their calls, and events told again. */
import { type Id, instant, isIdPlace, jsonReply, type Message, parseId, timeOfId } from 'postern/kit'
import { z } from 'zod'
import { findShelved, type Shelved } from '../../resources/shelf.ts'
import { shownWebhook, type WebhookDocument, webhooks, writtenWebhook } from '../../resources/webhook.ts'
import { createWebhook, rotateSecret, type WithSecret } from '../../resources/webhook-secret.ts'
import { momentOf, replay } from '../../webhooks/replay.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { entityReply, insistedVersion } from '../entity-tag.ts'
import { presented, shelved, whereOf } from '../resource-call.ts'
import { resourceRoutes } from '../resource-routes.ts'
import { idParams, pageOf, pageQuery, time } from '../schemas.ts'

const secret = z.string().describe('Signs the calls. Shown this once.')
const withSecret = z
  .strictObject({ id: z.string(), ...shownWebhook.shape, secret, version: z.int(), changedAt: time })
  .meta({ id: 'WebhookWithSecret' })

const delivery = z
  .strictObject({
    id: z.string(),
    event: z.string(),
    type: z.string(),
    state: z.string(),
    tries: z.int(),
    reason: z.string().optional().describe('Why the last call failed'),
    createdAt: time,
    nextAt: time.optional(),
  })
  .meta({ id: 'WebhookDelivery' })

export const webhookRoutes: readonly ApiRoute[] = [
  ...resourceRoutes(webhooks, {
    one: 'a webhook',
    component: 'Webhook',
    shown: shownWebhook,
    ofSystem: true,
    owned: ['secrets', 'since', 'disabled'],
    verbs: ['list', 'read', 'change', 'remove', 'history', 'restore'],
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/webhooks',
    ofSystem: true,
    operation: 'webhooks.create',
    summary: 'Makes a webhook. Its secret is in this answer and in no other.',
    body: writtenWebhook,
    answers: { 201: withSecret },
    handle: async (at) => {
      if (at.key.applications) return at.refuse('operation-refused', { detail: 'A webhook is the whole tenant’s.' })
      return withItsSecret(at, await createWebhook(whereOf(at, webhooks), at.body), 201)
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/webhooks/:id/rotate-secret',
    ofSystem: true,
    operation: 'webhooks.change',
    summary: 'Makes a new secret. The old one signs beside it for a day more.',
    params: idParams,
    conditional: true,
    answers: { 200: withSecret },
    handle: async (at) => {
      if (!(await seen(at))) return at.refuse('not-found')
      const which = { id: at.params.id, version: insistedVersion(at) }
      return withItsSecret(at, await rotateSecret(whereOf(at, webhooks), which), 200)
    },
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/webhooks/:id/test',
    ofSystem: true,
    operation: 'webhooks.test',
    summary: 'Calls the webhook now with an event of the type `webhook.ping`, and says what came of it.',
    params: idParams,
    answers: { 200: z.strictObject({ delivered: z.boolean(), reason: z.string().optional() }) },
    handle: async (at) => ((await seen(at)) ? ping(at, at.params.id) : at.refuse('not-found')),
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/webhooks/:id/replay',
    ofSystem: true,
    operation: 'webhooks.replay',
    summary:
      'Tells one event again, or those since a moment, under the ids they had. At most 5,000, of 20,000 that are looked at; `next` says where to go on.',
    params: idParams,
    body: z.union([z.strictObject({ event: z.string() }), z.strictObject({ since: time, until: time.optional() })], {
      error: 'must have either event, an id, or since and, where it ends, until: times as 2026-01-31T12:00:00Z',
    }),
    answers: { 200: z.strictObject({ queued: z.int(), next: time.optional().describe('The next `since`') }) },
    handle: async (at) => {
      const found = await seen(at)
      return found ? again(at, found, at.body) : at.refuse('not-found')
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/webhooks/:id/deliveries',
    ofSystem: true,
    operation: 'webhooks.read',
    summary: 'Lists the calls of a webhook, newest first, and how they ended.',
    params: idParams,
    query: pageQuery(isIdPlace),
    answers: { 200: pageOf(delivery) },
    handle: async (at) => {
      if (!(await seen(at))) return at.refuse('not-found')
      const { after, limit } = at.query
      const { store, clock } = at.ports
      const asked = { tenant: at.tenant, now: clock.now(), webhook: at.params.id, limit }
      const { items, next } = await store.messages.calls({ ...asked, ...(after !== undefined && { after }) })
      return jsonReply({ items: items.map(deliveryOf), ...(next !== undefined && { next }) })
    },
  }),
]

/** A key that is limited to applications sees nothing that is the whole tenant's. */
async function seen(at: ApiCall<{ readonly id: string }>): Promise<Shelved<WebhookDocument> | undefined> {
  return at.key.applications ? undefined : findShelved(whereOf(at, webhooks), at.params.id)
}

function withItsSecret(at: ApiCall, outcome: WithSecret, status: 200 | 201) {
  if (outcome.kind !== 'done') return shelved(at, webhooks, outcome)
  const { document } = outcome
  return entityReply({ ...presented(webhooks, document), secret: outcome.secret }, document.version, status)
}

async function ping({ ports, tenant }: ApiCall, webhook: string) {
  const { webhooks: caller, vault, clock } = ports
  const now = clock.now()
  const body = JSON.stringify({ type: 'webhook.ping', timestamp: isoOf(now), data: { webhook } })
  const call = { tenant, webhook, id: vault.id(now), body }
  const outcome = await caller?.send(call, AbortSignal.timeout(longestPing))
  if (!outcome || outcome.kind === 'taken') return jsonReply({ delivered: outcome !== undefined })
  return jsonReply({ delivered: false, reason: outcome.reason })
}

const longestPing = 10_000

type Wanted = { readonly event: string } | { readonly since: string; readonly until?: string | undefined }

async function again(at: ApiCall, { id: webhook, value }: Shelved<WebhookDocument>, wanted: Wanted) {
  const { clock } = at.ports
  const asked = { tenant: at.tenant, webhook, value }
  if ('event' in wanted) {
    const event: Id<'event'> | undefined = parseId(wanted.event)
    if (!event) return at.refuse('not-found')
    const moment = timeOfId(event)
    const { queued } = await replay(at.ports, {
      ...asked,
      event,
      since: momentOf(moment),
      until: instant(moment + 120_000),
    })
    return queued > 0 ? jsonReply({ queued }) : at.refuse('not-found')
  }
  const since = instant(Date.parse(wanted.since))
  const until = wanted.until === undefined ? clock.now() : instant(Date.parse(wanted.until))
  const { queued, next } = await replay(at.ports, { ...asked, since, until })
  return jsonReply({ queued, ...(next !== undefined && { next: isoOf(next) }) })
}

function deliveryOf({ id, facts, state, tries, reason, createdAt, nextAt }: Message): object {
  return {
    id,
    event: facts.about?.['event'],
    type: facts.about?.['type'],
    state,
    tries,
    ...(reason !== undefined && { reason }),
    createdAt: isoOf(createdAt),
    ...(state === 'queued' && { nextAt: isoOf(nextAt) }),
  }
}

const isoOf = (at: number): string => new Date(at).toISOString()
