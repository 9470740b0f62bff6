/**
 * For which tenants this process signs: a scope of each that was asked for since they were last taken. However many
 * tenants there are, no more are tended at once than this; the others keep their place.
 */
import type { Id, Scope } from 'postern/kit'

export interface SigningTenants {
  note(scope: Scope): void
  take(): readonly Scope[]
  /** Of the tenants that were asked for last, taken or not. */
  recent(): readonly Scope[]
}

const mostAtOnce = 100
const mostRecent = 5

/** The installation's own is always among them. */
export function createSigningTenants(own: Scope): SigningTenants {
  const waiting = new Map<Id<'tenant'>, Scope>()
  const recent = new Map<Id<'tenant'>, Scope>()
  return {
    note(scope) {
      const { id } = scope.tenant
      waiting.set(id, scope)
      recent.delete(id)
      recent.set(id, scope)
      const [oldest] = recent.keys()
      if (recent.size > mostRecent && oldest !== undefined) recent.delete(oldest)
    },
    take() {
      const taken = [...waiting.values()].slice(0, mostAtOnce)
      for (const { tenant } of taken) waiting.delete(tenant.id)
      return taken.some(({ tenant }) => tenant.id === own.tenant.id) ? taken : [own, ...taken]
    },
    recent: () => [...recent.values()],
  }
}
