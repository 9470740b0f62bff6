/** Keys are drawn here, shown once, and replaced with an overlap in which both work. */
import { type Credential, days, type Id, type RawSecret } from 'postern/kit'
import { type ApiKeyDocument, apiKeys, formatKey } from './api-key.ts'
import type { Desk } from './desk.ts'
import type { Rights } from './key-rights.ts'
import { system } from './resource.ts'
import { change, create, findShelved, type Shelved, type Shelving } from './shelf.ts'

export type MadeKey =
  | { readonly kind: 'made'; readonly document: Shelved<ApiKeyDocument>; readonly key: string }
  | Exclude<Shelving<ApiKeyDocument>, { readonly kind: 'done' }>

/** A rotated key's former secret works this long at most. */
export const longestOverlap: number = days(30)

export async function makeKey(desk: Desk, value: Rights & { readonly name: string }): Promise<MadeKey> {
  const { vault, clock } = desk.ports
  const createdAt = clock.now()
  const drawn: Credential<'api-key'> = vault.draw(createdAt)
  const document = { ...value, hash: hashOf(desk, drawn.secret), createdAt }
  return withSecret(await create({ desk, resource: apiKeys, tenant: system }, { id: drawn.id, value: document }), drawn)
}

/** A new secret for the same key. The one before works for `overlap` milliseconds more; one that was before it ends. */
export async function rotateKey(
  desk: Desk,
  { id, overlap, version }: { readonly id: string; readonly overlap: number; readonly version?: number | undefined },
): Promise<MadeKey> {
  const where = { desk, resource: apiKeys, tenant: system }
  const found = await findShelved(where, id)
  if (!found) return { kind: 'unknown' }
  if (version !== undefined && version !== found.version) return { kind: 'stale' }
  const { vault, clock } = desk.ports
  const secret = vault.drawSecret()
  const previous = overlap > 0 ? { hash: found.value.hash, until: clock.now() + overlap } : null
  const patch = { hash: hashOf(desk, secret), previous }
  const changed = await change(where, { id, version: found.version, patch })
  return withSecret(changed, { id: id as Id<'api-key'>, secret })
}

function withSecret(outcome: Shelving<ApiKeyDocument>, credential: Credential<'api-key'>): MadeKey {
  if (outcome.kind !== 'done') return outcome
  return { kind: 'made', document: outcome.document, key: formatKey(credential) }
}

const hashOf = ({ ports }: Desk, secret: RawSecret): string => Buffer.from(ports.vault.hash(secret)).toString('hex')
