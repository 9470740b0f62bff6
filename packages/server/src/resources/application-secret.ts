/** Secrets of a confidential application: drawn here, shown once, kept as hashes. Several work at a time. */
import type { RawSecret } from 'postern/kit'
import type { ApplicationDocument } from './application.ts'
import { change, findShelved, type Shelved, type Shelving, type Where } from './shelf.ts'

export type MadeSecret =
  | {
      readonly kind: 'made'
      readonly id: string
      readonly secret: RawSecret
      readonly createdAt: number
      readonly document: Shelved<ApplicationDocument>
    }
  | { readonly kind: 'full' }
  | Exclude<Shelving<ApplicationDocument>, { readonly kind: 'done' }>

interface Which {
  readonly id: string
  /** The version that the caller saw, where it insists on it. */
  readonly version?: number | undefined
}

export const mostSecrets = 5

export async function addSecret(where: Where<ApplicationDocument>, { id, version }: Which): Promise<MadeSecret> {
  const found = await findShelved(where, id)
  if (!found) return { kind: 'unknown' }
  if (version !== undefined && version !== found.version) return { kind: 'stale' }
  if (found.value.secrets.length >= mostSecrets) return { kind: 'full' }
  const { vault, clock } = where.desk.ports
  const createdAt = clock.now()
  const drawn = vault.draw(createdAt)
  const hash = Buffer.from(vault.hash(drawn.secret)).toString('hex')
  const secrets = [...found.value.secrets, { id: drawn.id, hash, createdAt }]
  const outcome = await change(where, { id, version: found.version, patch: { secrets } })
  if (outcome.kind !== 'done') return outcome
  return { kind: 'made', id: drawn.id, secret: drawn.secret, createdAt, document: outcome.document }
}

export async function removeSecret(
  where: Where<ApplicationDocument>,
  { id, secretId, version }: Which & { readonly secretId: string },
): Promise<Shelving<ApplicationDocument>> {
  const found = await findShelved(where, id)
  const secrets = found?.value.secrets.filter((secret) => secret.id !== secretId)
  if (!found || secrets?.length === found.value.secrets.length) return { kind: 'unknown' }
  if (version !== undefined && version !== found.version) return { kind: 'stale' }
  return change(where, { id, version: found.version, patch: { secrets } })
}
