/** `GET /invitation/:id`, `POST /invitations/:id/open`, `POST /invitations/:id/accept`. None of them signs anybody in. */
import { type Credential, formatCredential, parseCredential, parseSecret } from '../../domain/credential.ts'
import { type Id, parseId } from '../../domain/id.ts'
import type { InvitationFacts } from '../../engine/sign-in/invitation.ts'
import { errorPage } from '../../pages/error-page.ts'
import { invitationLinkPage, invitationPage } from '../../pages/invitation-page.ts'
import type { InvitationView, WrongAddress } from '../../pages/views.ts'
import type { Answer } from '../answer.ts'
import type { Call } from '../call.ts'
import { iso } from '../present/json.ts'
import { pageContext, pageReply } from '../present/page.ts'
import { statusOf } from '../problems.ts'
import { queryOf } from '../query.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { presentRequested } from './request-sign-in.ts'

type DeadCode = 'not-found' | 'invitation-unknown' | 'invitation-expired' | 'invitation-revoked' | 'invitation-used'

/** The landing page reads nothing and says nothing: what an invitation tells is told against its secret, by POST. */
const landing: Route = {
  method: 'GET',
  path: '/invitation/:id',
  handle(call) {
    const id = invitationId(call)
    if (!id) return dead(call, 'not-found', true)
    const secret = call.scope.application.link === 'query' ? parseSecret(queryOf(call.c, 's') ?? '') : undefined
    const token = secret && formatCredential({ id, secret })
    return pageReply(invitationLinkPage(pageContext(call), { invitationId: id, token }), 200, call)
  },
}

const open: Route = {
  method: 'POST',
  path: '/invitations/:id/open',
  async handle(call) {
    const token = invitationToken(call)
    if (!token) return dead(call, 'invitation-unknown')
    const opened = await call.http.engine.openInvitationLink(call.scope, { token })
    return opened.kind === 'open' ? shown(call, token, opened.facts) : dead(call, opened.kind)
  },
}

const accept: Route = {
  method: 'POST',
  path: '/invitations/:id/accept',
  async handle(call) {
    const token = invitationToken(call)
    if (!token) return dead(call, 'invitation-unknown')
    const { client, locale, fields } = call
    const proof = fields.get('proof')
    const email = fields.get('email')
    const input = { token, client, locale, ...(email !== undefined && { email }), ...(proof && { proof }) }
    const accepted = await call.http.engine.acceptInvitation(call.scope, input)
    switch (accepted.kind) {
      case 'invitation-unknown':
      case 'invitation-expired':
      case 'invitation-revoked':
      case 'invitation-used':
        return dead(call, accepted.kind)
      case 'address-needed':
        return addressNeeded(call, token, accepted.facts, accepted.wrong)
      default:
        return presentRequested(call, accepted)
    }
  },
}

export const invitationRoutes: readonly Route[] = [landing, open, accept]

function invitationId(call: Call): Id<'invitation'> | undefined {
  return parseId<'invitation'>(call.c.req.param('id') ?? '')
}

/** `<invitation id>.<secret>`, of the invitation that the path names. */
function invitationToken(call: Call): Credential<'invitation'> | undefined {
  const token = parseCredential<'invitation'>(call.fields.get('token'))
  return token && token.id === invitationId(call) ? token : undefined
}

function shown(call: Call, token: Credential<'invitation'>, facts: InvitationFacts): Answer {
  if (call.page) return pageReply(invitationPage(pageContext(call), viewOf(token, facts)), 200, call)
  const { address, invitedBy, expiresAt } = facts
  const { id, name } = call.scope.application
  return jsonReply({
    status: 'open',
    application: { id, name },
    address,
    invitedBy: invitedBy ?? null,
    expiresAt: iso(expiresAt),
  })
}

const viewOf = (
  token: Credential<'invitation'>,
  { address, invitedBy, expiresAt }: InvitationFacts,
): InvitationView => ({
  invitationId: token.id,
  token: formatCredential(token),
  address,
  invitedBy,
  expiresAt,
})

function addressNeeded(
  call: Call,
  token: Credential<'invitation'>,
  facts: InvitationFacts,
  error: WrongAddress | undefined,
): Answer {
  if (!call.page)
    return problemReply('confirm-needed', { more: { address: facts.address, reason: error ?? 'address-needed' } })
  const view = { ...viewOf(token, facts), error }
  return pageReply(invitationPage(pageContext(call), view), statusOf['confirm-needed'], call)
}

function dead(call: Call, code: DeadCode, page = call.page): Answer {
  return page ? pageReply(errorPage(pageContext(call), { code }), statusOf[code], call) : problemReply(code)
}
