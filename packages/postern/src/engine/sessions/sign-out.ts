/** Signing out ends the session and the open attempts of this browser. It stays a known browser. */
import type { Client } from '../../domain/client.ts'
import type { Operation } from '../operation.ts'
import { currentSession } from '../rules/current-session.ts'

export const signOut: Operation<{ readonly client: Client }, { readonly kind: 'signed-out' }> = async (
  ports,
  scope,
  { client },
) => {
  const now = ports.clock.now()
  const tenant = scope.tenant.id
  const current = await currentSession(ports, scope, client, now)
  if (current) {
    const { id, user, attempt } = current.session
    const event = {
      id: ports.vault.id<'event'>(now),
      type: 'session.revoked',
      application: scope.application.id,
      attempt,
      user,
      session: id,
      asked: client.asked,
      reason: 'sign-out',
    } as const
    await ports.store.sessions.revoke({ tenant, now, id, also: { events: [event], messages: [] } })
    ports.hooks.tell(tenant, now, [event])
  }
  if (client.asker) {
    await ports.store.attempts.endAll({
      tenant,
      now,
      asker: client.asker.id,
      hash: ports.vault.hash(client.asker.secret),
    })
  }
  return { kind: 'signed-out' }
}
