/**
 * Secrets of a confidential application: credentials with a prefix that scanners know, drawn here, shown once, kept as
 * hashes. Several work at a time.
 */
import { formatCredential, type Instant, parseCredential, type RawSecret, type Vault } from 'postern/kit'
import type { ApplicationDocument } from './application.ts'
import { change, findShelved, type Shelved, type Shelving, type Where } from './shelf.ts'

const prefix = 'postern_secret_'

export type MadeSecret =
  | {
      readonly kind: 'made'
      readonly id: string
      readonly secret: string
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
  const { secret, kept } = newSecret(vault, clock.now())
  const secrets = [...found.value.secrets, kept]
  const outcome = await change(where, { id, version: found.version, patch: { secrets } })
  if (outcome.kind !== 'done') return outcome
  return { kind: 'made', id: kept.id, secret, createdAt: kept.createdAt, document: outcome.document }
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

export interface NewSecret {
  /** Handed out now and never again. */
  readonly secret: string
  /** For `secrets` of the application's document. */
  readonly kept: ApplicationDocument['secrets'][number]
}

export function newSecret(vault: Vault, now: Instant): NewSecret {
  const credential = vault.draw<'application-secret'>(now)
  const hash = Buffer.from(vault.hash(credential.secret)).toString('hex')
  return { secret: prefix + formatCredential(credential), kept: { id: credential.id, hash, createdAt: now } }
}

/** What is compared by its hash, or `undefined` for what cannot be a secret of ours. */
export function parseSecret(text: string): RawSecret | undefined {
  return text.startsWith(prefix) ? parseCredential(text.slice(prefix.length))?.secret : undefined
}
