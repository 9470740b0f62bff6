/** Every route of the server beside the library's, in one list. */
import type { Route } from 'postern/kit'
import { noticeRoutes } from '../notices/notice-routes.ts'
import type { Operated } from '../resources/operations.ts'
import { themeRoutes } from '../themes/routes.ts'
import type { ApiRoute, ServerParts } from './api-route.ts'
import { appExchangeRoute } from './apps/exchange.ts'
import { appSignInRoute } from './apps/sign-in.ts'
import { fusionAuthOperations, fusionAuthRoutes } from './fusionauth/routes.ts'
import { mountApi, type OnAnswer } from './mount.ts'
import { apiDocument } from './openapi/api-document.ts'
import { referenceRoutes } from './reference/routes.ts'
import { applicationRoutes } from './v1/applications.ts'
import { attemptRoutes } from './v1/attempts.ts'
import { bootstrapRoutes } from './v1/bootstrap.ts'
import { eventRoutes } from './v1/events.ts'
import { invitationRoutes } from './v1/invitations.ts'
import { keyRoutes } from './v1/keys.ts'
import { limitRoutes } from './v1/limits.ts'
import { messageRoutes } from './v1/messages.ts'
import { registrationRoutes } from './v1/registrations.ts'
import { sessionRoutes } from './v1/sessions.ts'
import { suppressionRoutes } from './v1/suppressions.ts'
import { templateRoutes } from './v1/templates.ts'
import { tenantHostRoutes } from './v1/tenant-hosts.ts'
import { tenantRoutes } from './v1/tenants.ts'
import { logoRoutes, themeApiRoutes } from './v1/themes.ts'
import { transportRoutes } from './v1/transports.ts'
import { userRoutes } from './v1/users.ts'
import { webhookRoutes } from './v1/webhooks.ts'

/** What keys call: `/api/v1`. The reference and the client are made from it. */
export const v1Routes: readonly ApiRoute[] = [
  // One line for each noun.
  ...bootstrapRoutes,
  ...tenantRoutes,
  ...tenantHostRoutes,
  ...applicationRoutes,
  ...userRoutes,
  ...registrationRoutes,
  ...sessionRoutes,
  ...attemptRoutes,
  ...messageRoutes,
  ...eventRoutes,
  ...invitationRoutes,
  ...suppressionRoutes,
  ...limitRoutes,
  ...templateRoutes,
  ...themeApiRoutes,
  ...logoRoutes,
  ...transportRoutes,
  ...webhookRoutes,
  ...keyRoutes(() => operations),
]

/** All that keys can be for, whoever makes them. */
export const operations: readonly Operated[] = [...v1Routes, ...fusionAuthOperations]

export function serverRoutes(parts: () => ServerParts, onAnswer?: OnAnswer): readonly Route[] {
  return [
    appSignInRoute(parts),
    appExchangeRoute(parts),
    ...mountApi(v1Routes, parts, onAnswer),
    ...themeRoutes(parts),
    ...noticeRoutes(parts),
    ...referenceRoutes((url) => apiDocument(url, v1Routes)),
    ...fusionAuthRoutes(parts),
  ]
}
