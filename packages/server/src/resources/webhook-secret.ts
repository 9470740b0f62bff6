/** The secrets of a webhook: drawn here, shown once, sealed. While one takes over from another, both sign. */
import { after, type Duration, days, type Id, type Instant, type Vault } from 'postern/kit'
import { formatSecret } from '../webhooks/standard-webhooks.ts'
import { openSetting, sealSetting } from './sealed-setting.ts'
import { change, create, findShelved, type Shelved, type Shelving, type Where } from './shelf.ts'
import type { WebhookDocument } from './webhook.ts'

type Secret = WebhookDocument['secrets'][number]

export type WithSecret =
  | { readonly kind: 'done'; readonly secret: string; readonly document: Shelved<WebhookDocument> }
  | Exclude<Shelving<WebhookDocument>, { readonly kind: 'done' }>

const overlap: Duration = days(1)

export async function createWebhook(where: Where<WebhookDocument>, value: object): Promise<WithSecret> {
  const { vault, clock } = where.desk.ports
  const now = clock.now()
  const id = vault.id(now)
  const drawn = drawSecret(vault, now, { tenant: where.tenant, webhook: id })
  const made = await create(where, { id, value: { ...value, secrets: [drawn.kept], since: now } })
  return made.kind === 'done' ? { ...made, secret: drawn.secret } : made
}

/** The others sign for a day more, so that a receiver can change over. */
export async function rotateSecret(
  where: Where<WebhookDocument>,
  { id, version }: { readonly id: string; readonly version?: number | undefined },
): Promise<WithSecret> {
  const found = await findShelved(where, id)
  if (!found) return { kind: 'unknown' }
  const { vault, clock } = where.desk.ports
  const now = clock.now()
  const drawn = drawSecret(vault, now, { tenant: where.tenant, webhook: id })
  const older = live(found.value.secrets, now)
    .map((each) => ({ ...each, until: each.until ?? after(now, overlap) }))
    .slice(0, 4)
  const patch = { secrets: [drawn.kept, ...older] }
  const outcome = await change(where, { id, version: version ?? found.version, patch })
  return outcome.kind === 'done' ? { ...outcome, secret: drawn.secret } : outcome
}

interface OfWebhook {
  readonly tenant: Id<'tenant'>
  readonly webhook: string
}

/** One that the caller holds already. Those before it sign for a day more. */
export async function setSecret(
  where: Where<WebhookDocument>,
  { id, secret }: { readonly id: string; readonly secret: string },
): Promise<Shelving<WebhookDocument>> {
  const found = await findShelved(where, id)
  if (!found) return { kind: 'unknown' }
  const { vault, clock } = where.desk.ports
  const now = clock.now()
  const kept = sealed(vault, now, { tenant: where.tenant, webhook: id }, secret)
  const older = live(found.value.secrets, now).map((each) => ({ ...each, until: each.until ?? after(now, overlap) }))
  return change(where, { id, version: found.version, patch: { secrets: [kept, ...older.slice(0, 4)] } })
}

/** The newest first. */
export function openSecrets(vault: Vault, now: Instant, of: OfWebhook, secrets: readonly Secret[]): readonly string[] {
  return live(secrets, now).map(({ id, sealed }) => openSetting(vault, placeOf(of, id), sealed))
}

const live = (secrets: readonly Secret[], now: Instant): readonly Secret[] =>
  secrets.filter(({ until }) => until === undefined || until > now)

const placeOf = ({ tenant, webhook }: OfWebhook, id: string) => ({ tenant, row: `webhook/${webhook}/${id}` })

function drawSecret(vault: Vault, now: Instant, of: OfWebhook): { readonly secret: string; readonly kept: Secret } {
  const secret = formatSecret(Buffer.from(vault.drawSecret().reveal(), 'base64url'))
  return { secret, kept: sealed(vault, now, of, secret) }
}

function sealed(vault: Vault, now: Instant, of: OfWebhook, secret: string): Secret {
  const id = vault.id(now)
  return { id, sealed: sealSetting(vault, placeOf(of, id), secret), createdAt: now }
}
