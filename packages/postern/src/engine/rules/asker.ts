/** Who is who: the asker of an attempt, and a browser that knows its user. Decided by comparing hashes, in constant time. */
import type { Attempt } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Subject } from '../../domain/user.ts'
import type { Vault } from '../../ports/vault.ts'

/** Whether the caller holds the attempt's binding or handle. A handle may carry the attempt's id instead of its own. */
export function isAsker(vault: Vault, attempt: Attempt, client: Client): boolean {
  const { asker } = client
  if (!asker) return false
  const named = asker.id === attempt.asker.id || (asker.id as string) === attempt.id
  return named && vault.same(vault.hash(asker.secret), attempt.asker.hash)
}

export interface Proven {
  readonly subject: Subject
  readonly client: Client
}

/** A caller that presents another browser's id with a wrong secret is no known browser, and presents none. */
export function provenBrowser(vault: Vault, { subject, client }: Proven): Proven {
  const { knownBrowser, ...unknown } = subject
  const { browser, ...bare } = client
  if (!knownBrowser || !browser) return { subject: unknown, client }
  return vault.same(vault.hash(browser.secret), knownBrowser.hash)
    ? { subject, client }
    : { subject: unknown, client: bare }
}
