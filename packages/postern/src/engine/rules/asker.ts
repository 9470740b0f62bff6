/** Who is who: the asker of an attempt, and a browser that knows its user. Decided by comparing hashes, in constant time. */
import type { Attempt } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Subject } from '../../domain/user.ts'
import type { Vault } from '../../ports/vault.ts'

/** Whether the caller holds the attempt's binding or handle. */
export function isAsker(vault: Vault, attempt: Attempt, client: Client): boolean {
  const { asker } = client
  return (
    asker !== undefined && asker.id === attempt.asker.id && vault.same(vault.hash(asker.secret), attempt.asker.hash)
  )
}

/** The subject, with its known browser only if the caller proved to be it. */
export function provenSubject(vault: Vault, subject: Subject, client: Client): Subject {
  const { knownBrowser, ...rest } = subject
  if (!knownBrowser || !client.browser) return rest
  return vault.same(vault.hash(client.browser.secret), knownBrowser.hash) ? subject : rest
}
