/** Every route of the server beside the library's, in one list. */
import type { Route } from 'postern/kit'
import type { ApiRoute, ServerParts } from './api-route.ts'
import { noticeRoutes } from '../notices/notice-routes.ts'
import { mountApi } from './mount.ts'
import { applicationRoutes } from './v1/applications.ts'
import { tenantRoutes } from './v1/tenants.ts'
import { transportRoutes } from './v1/transports.ts'
import { webhookRoutes } from './v1/webhooks.ts'

/** What keys call: `/api/v1`. The reference and the client are made from it. */
export const v1Routes: readonly ApiRoute[] = [
  ...tenantRoutes,
  ...applicationRoutes,
  ...transportRoutes,
  ...webhookRoutes,
]

export function serverRoutes(parts: () => ServerParts): readonly Route[] {
  return [...mountApi(v1Routes, parts), ...noticeRoutes(parts)]
}
