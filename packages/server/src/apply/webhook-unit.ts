/** A webhook, known by its URL, with a secret that its receiver holds already. */
import type { Id } from 'postern/kit'
import { z } from 'zod'
import type { Desk } from '../resources/desk.ts'
import { change, listShelved, type Shelved, type Where } from '../resources/shelf.ts'
import { type WebhookDocument, webhooks, writtenWebhook } from '../resources/webhook.ts'
import { createWebhook, openSecrets, setSecret } from '../resources/webhook-secret.ts'
import { linesOf, patchBetween } from './difference.ts'
import { faultsOf } from './document-unit.ts'
import type { Step, Unit } from './unit.ts'

/** 24 bytes or more after `whsec_`, as Standard Webhooks wants them. */
const secret = z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and base64 of 24 to 64 bytes')

export const wantedWebhook = z.strictObject({ ...writtenWebhook.shape, secret })

type WantedWebhook = z.infer<typeof wantedWebhook>

export function webhookUnit(tenant: Id<'tenant'>, wanted: WantedWebhook): Unit {
  const host = URL.canParse(wanted.url) ? new URL(wanted.url).host : wanted.url
  return { label: `webhook ${tenant}/${host}`, stage: 26, look: (desk) => look(desk, tenant, wanted) }
}

async function look(
  desk: Desk,
  tenant: Id<'tenant'>,
  { secret: wanted, ...value }: WantedWebhook,
): Promise<Step | undefined> {
  const where: Where<WebhookDocument> = { desk, resource: webhooks, tenant }
  const found = await byUrl(where, value.url)
  const before = found ? written(found) : {}
  const patch = patchBetween(before, JSON.parse(JSON.stringify(value)))
  const isSame = found !== undefined && secretOf(where, found) === wanted
  if (!patch && isSame) return undefined
  return {
    what: found ? 'change' : 'create',
    lines: (hide) => [...(patch ? linesOf(patch, before, hide) : []), ...(isSame ? [] : ['secret: (not shown)'])],
    async write() {
      const made = found ? await changed(where, found, patch) : await createWebhook(where, value)
      if (made.kind !== 'done') return faultsOf(made)
      return isSame ? [] : faultsOf(await setSecret(where, { id: made.document.id, secret: wanted }))
    },
  }
}

const changed = async (where: Where<WebhookDocument>, found: Shelved<WebhookDocument>, patch: object | undefined) =>
  patch ? change(where, { id: found.id, version: found.version, patch }) : ({ kind: 'done', document: found } as const)

async function byUrl(where: Where<WebhookDocument>, url: string): Promise<Shelved<WebhookDocument> | undefined> {
  let after: string | undefined
  do {
    const page = await listShelved(where, { after, limit: 200 })
    const found = page.items.find(({ value }) => value.url === url)
    if (found) return found
    after = page.next
  } while (after !== undefined)
  return undefined
}

function written({ value }: Shelved<WebhookDocument>): Readonly<Record<string, unknown>> {
  const { secrets: _, since: __, disabled: ___, ...rest } = value
  return rest
}

function secretOf(
  { desk, tenant }: Where<WebhookDocument>,
  { id, value }: Shelved<WebhookDocument>,
): string | undefined {
  const { vault, clock } = desk.ports
  try {
    return openSecrets(vault, clock.now(), { tenant, webhook: id }, value.secrets)[0]
  } catch {
    return undefined
  }
}
