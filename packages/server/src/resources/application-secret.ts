/**
 * What a confidential application proves itself by: a credential with a prefix that scanners know. Shown once; its hash
 * is kept with the application, up to five at a time, so that one can follow another.
 */
import { formatCredential, type Instant, parseCredential, type RawSecret, type Vault } from 'postern/kit'
import type { ApplicationDocument } from './application.ts'

const prefix = 'postern_secret_'

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
