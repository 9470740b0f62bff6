/** Every route of the library, in one list. */
import type { Http } from '../http.ts'
import type { Route } from '../route.ts'
import { accountRoutes } from './account.ts'
import { accountPageRoutes } from './account-pages.ts'
import { approveRoute } from './approve.ts'
import { assetsRoute } from './assets.ts'
import { attemptRoute } from './attempt.ts'
import { attemptEventsRoute } from './attempt-events.ts'
import { cancelRoute } from './cancel.ts'
import { choresRoute } from './chores.ts'
import { claimRoute } from './claim.ts'
import { devInboxRoutes } from './dev-inbox.ts'
import { introspectRoute } from './introspect.ts'
import { invitationRoutes } from './invitations.ts'
import { jwksRoute } from './jwks.ts'
import { meRoute, sessionRoute } from './me.ts'
import { openRoute } from './open.ts'
import { pageRoutes } from './pages.ts'
import { refreshRoute } from './refresh.ts'
import { requestSignInRoute } from './request-sign-in.ts'
import { resendRoute } from './resend.ts'
import { sessionRoutes } from './sessions.ts'
import { signOutRoute } from './sign-out.ts'
import { undoRoute } from './undo.ts'
import { confirmRoute, verifyRoute } from './verify.ts'
import { verifyCodeRoute } from './verify-code.ts'

export function routes(http: Http): readonly Route[] {
  return [
    meRoute,
    requestSignInRoute,
    verifyRoute,
    verifyCodeRoute,
    openRoute,
    confirmRoute,
    approveRoute,
    cancelRoute,
    claimRoute,
    resendRoute,
    attemptRoute,
    attemptEventsRoute(),
    sessionRoute,
    refreshRoute,
    jwksRoute,
    introspectRoute,
    ...sessionRoutes,
    signOutRoute,
    ...accountRoutes,
    ...accountPageRoutes,
    undoRoute,
    ...invitationRoutes,
    assetsRoute,
    ...pageRoutes,
    ...(http.chores ? [choresRoute(http.chores)] : []),
    ...(http.inbox ? devInboxRoutes(http.inbox) : []),
  ]
}
