/**
 * `POST /hooks/mail/<service>/<tenant>`: where mail services tell of bounces, complaints and delays. Whoever cannot prove
 * to be the tenant's service gets the same 401, whether there is such a tenant or not.
 */
import { type Answer, type Call, headerOf, type Id, jsonReply, problemReply, type Route } from 'postern/kit'
import type { ServerParts } from '../api/api-route.ts'
import { findShelved } from '../resources/shelf.ts'
import { openTransportSecret } from '../resources/transport-secrets.ts'
import { type KeptTransport, transports as resource, transportsId } from '../resources/transports.ts'
import { readMailgun } from './mailgun.ts'
import type { Posted, Reading } from './notice.ts'
import { readPostmark } from './postmark.ts'
import { readResend } from './resend.ts'
import { readSendGrid } from './sendgrid.ts'
import { readSes } from './ses.ts'
import { readSmtp } from './smtp.ts'
import type { Get } from './sns.ts'
import { takeNotices } from './take-notices.ts'

type Reader = (posted: Posted, get: Get) => Reading | Promise<Reading>

const readers = new Map<string, Reader>([
  ['resend', readResend],
  ['postmark', readPostmark],
  ['ses', readSes],
  ['mailgun', readMailgun],
  ['sendgrid', readSendGrid],
  ['smtp', readSmtp],
])

export function noticeRoutes(parts: () => ServerParts, get: Get = getFromAmazon()): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/hooks/mail/:service/:realm',
      root: true,
      machine: true,
      body: 'text',
      handle: (call) => handle(parts(), call, get),
    },
  ]
}

async function handle(parts: ServerParts, call: Call, get: Get): Promise<Answer> {
  const { ports } = parts
  const service = call.c.req.param('service') ?? ''
  const tenant = (call.c.req.param('realm') ?? '') as Id<'tenant'>
  const reader = readers.get(service)
  if (!reader || typeof call.json !== 'string') return problemReply('not-found')
  if (!/^[a-z0-9-]{1,40}$/.test(tenant)) return problemReply('unauthenticated')
  const now = ports.clock.now()
  const header = (name: string): string | undefined => headerOf(call.c, name)
  for (const secret of await secretsOf(parts, tenant, service)) {
    const reading = await reader({ header, body: call.json, now, secret }, get)
    if (reading.kind === 'unverified') continue
    return jsonReply({ noted: await takeNotices(ports, { tenant, provider: service, found: reading.notices }) })
  }
  return problemReply('unauthenticated')
}

/** What this tenant's notices of the service may be verified by. The installation's mail server sends for every tenant. */
async function secretsOf(
  { ports, noticeSecret }: ServerParts,
  tenant: Id<'tenant'>,
  service: string,
): Promise<readonly string[]> {
  const desk = { ports, actor: 'notices', changed: () => {} }
  const found = await findShelved({ desk, resource, tenant }, transportsId)
  const items = (found?.value.transports ?? []).filter(({ kind }) => kind === service)
  const own = service === 'smtp' && noticeSecret !== undefined ? [noticeSecret] : []
  return [...items.flatMap((value) => secretOf(ports, tenant, value) ?? []), ...own]
}

function secretOf({ vault }: ServerParts['ports'], tenant: Id<'tenant'>, value: KeptTransport): string | undefined {
  if (value.kind === 'ses') return value.topic
  return value.noticeSecret === undefined
    ? undefined
    : openTransportSecret(vault, tenant, { value, name: 'noticeSecret' })
}

const mostKept = 20
const longestGet = 10_000

/** Certificates are kept: one signs for months. */
function getFromAmazon(): Get {
  const kept = new Map<string, string>()
  return async (url) => {
    const known = kept.get(url)
    if (known !== undefined) return known
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(longestGet) })
    const text = (await response.text()).slice(0, 64 * 1024)
    if (!response.ok) throw new Error('Amazon SNS did not answer')
    if (!url.endsWith('.pem')) return text
    if (kept.size >= mostKept) kept.clear()
    kept.set(url, text)
    return text
  }
}
