import type { Attempt } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import { type Proven, provenBrowser } from '../rules/asker.ts'
import type { Turn } from '../rules/turn.ts'

export interface FoundAttempt extends Proven {
  readonly attempt: Attempt
}

/** The attempt of this application, with subject and caller as far as they are proved. One read. */
export async function findAttempt(
  { ports, scope, at }: Turn,
  id: Id<'attempt'>,
  client: Client,
): Promise<FoundAttempt | undefined> {
  const { browser } = client
  const found = await ports.store.attempts.find({ ...at, id, ...(browser && { browser: browser.id }) })
  if (!found || found.attempt.application !== scope.application.id) return undefined
  return { attempt: found.attempt, ...provenBrowser(ports.vault, { subject: found.subject, client }) }
}
