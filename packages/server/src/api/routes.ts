/** Every route of the server beside the library's, in one list. */
import type { Route } from 'postern/kit'
import type { ApiRoute, ServerParts } from './api-route.ts'
import { mountApi, type OnAnswer } from './mount.ts'
import { applicationRoutes } from './v1/applications.ts'
import { bootstrapRoutes } from './v1/bootstrap.ts'
import { keyRoutes } from './v1/keys.ts'
import { tenantRoutes } from './v1/tenants.ts'

/** What keys call: `/api/v1`. The reference and the client are made from it. */
export const v1Routes: readonly ApiRoute[] = [
  // One line for each noun.
  ...bootstrapRoutes,
  ...tenantRoutes,
  ...applicationRoutes,
  ...keyRoutes(() => v1Routes),
]

export function serverRoutes(parts: () => ServerParts, onAnswer?: OnAnswer): readonly Route[] {
  return [...mountApi(v1Routes, parts, onAnswer)]
}
