/** What a route may refuse with: its own refusals, and those of every route of its kind. */
import type { ProblemCode } from 'postern/kit'
import type { ApiRoute } from './api-route.ts'

const ofKeys = ['key-unknown', 'operation-refused', 'limited'] as const
const ofBodies = ['body-invalid', 'too-large', 'media-type-unsupported'] as const
const ofAll = ['values-invalid', 'not-found', 'busy', 'server-error'] as const

export function problemsOf(route: ApiRoute): readonly ProblemCode[] {
  const isRead = route.method === 'GET'
  const codes = new Set<ProblemCode>([
    ...ofAll,
    ...(route.open ? [] : ofKeys),
    ...(isRead ? [] : ofBodies),
    ...(isRead || route.open ? [] : (['version-changed'] as const)),
    ...(isRead || route.open || route.method === 'DELETE' ? [] : (['exists'] as const)),
    ...(route.method === 'POST' && !route.open ? (['idempotency-conflict'] as const) : []),
    ...(route.refusals ?? []),
  ])
  return [...codes].sort()
}
