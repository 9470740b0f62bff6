/** Invitations to an application: leave for one address to join, with roles, until a day. */
import {
  chooseLocale,
  emptyReply,
  type Id,
  isAddressPlace,
  iso,
  jsonReply,
  minutes,
  parseEmailAddress,
  parseId,
  readsAsLink,
  type StandingInvitation,
  unknownRoles,
} from 'postern/kit'
import { z } from 'zod'
import { plainLine } from '../../resources/plain-line.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { withHeaders } from '../entity-tag.ts'
import { recordReading } from '../people/on-record.ts'
import { actorOf } from '../people/reach.ts'
import { keptData, locale, roles } from '../people/schemas.ts'
import { pageOf, pageQuery, time } from '../schemas.ts'

const path = '/api/v1/applications/:application/invitations'
const place = z.strictObject({ application: z.string().min(1).max(64) })
const one = z.strictObject({ ...place.shape, id: z.string().min(1).max(64) })

const invitation = z
  .strictObject({
    id: z.string(),
    email: z.string(),
    roles: z.array(z.string()),
    locale: z.string(),
    invitedBy: z.string().nullable(),
    state: z.enum(['open', 'accepted', 'revoked', 'expired']),
    createdAt: time,
    expiresAt: time,
    endedAt: time.nullable(),
    user: z.string().nullable(),
  })
  .meta({ id: 'Invitation' })

const shown = (given: StandingInvitation) => ({
  id: given.id,
  email: given.address.address,
  roles: given.roles,
  locale: given.locale,
  invitedBy: given.invitedBy ?? null,
  state: given.state,
  createdAt: iso(given.createdAt),
  expiresAt: iso(given.expiresAt),
  endedAt: given.endedAt === undefined ? null : iso(given.endedAt),
  user: given.user ?? null,
})

const wanted = z.strictObject({
  email: z.string().max(320),
  roles: roles.default([]),
  expiresIn: z
    .int()
    .min(5)
    .max(90 * 24 * 60)
    .default(7 * 24 * 60)
    .describe('Minutes'),
  locale: locale.optional(),
  invitedBy: plainLine(80)
    .refine((text) => !readsAsLink(text), 'must be a name, and nothing that mail programs make a link of')
    .optional()
    .describe('Who invites, as mail and page call them: a name, and no address of the web'),
  data: keptData.optional().describe('Becomes the user’s data, where accepting makes the account'),
})

export const invitationRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path,
    operation: 'invitations.read',
    summary: 'Lists the invitations to an application, in the order of their addresses.',
    params: place,
    query: pageQuery(isAddressPlace),
    answers: { 200: pageOf(invitation) },
    handle: async (at) => {
      const scope = await at.scopeOf(at.params.application)
      if (!scope) return at.refuse('not-found')
      const { after, limit } = at.query
      const page = await at.engine.listInvitations(scope, { limit, ...(after !== undefined && { after }) })
      if (page.items.length > 0) await recordInvitations(at, 'invitations', page.items)
      return jsonReply({ items: page.items.map(shown), ...(page.next !== undefined && { next: page.next }) })
    },
  }),
  apiRoute({
    method: 'POST',
    path,
    operation: 'invitations.create',
    summary: 'Sends an invitation. Inviting an address anew replaces its invitation.',
    params: place,
    body: wanted,
    answers: { 201: invitation },
    refusals: ['email-invalid', 'sign-up-closed', 'limited'],
    handle: create,
  }),
  apiRoute({
    method: 'GET',
    path: `${path}/:id`,
    operation: 'invitations.read',
    summary: 'Reads what became of an invitation.',
    params: one,
    answers: { 200: invitation },
    handle: async (at) => {
      const found = await find(at)
      if (!found) return at.refuse('not-found')
      await recordInvitations(at, 'invitation', [found.invitation])
      return jsonReply(shown(found.invitation))
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: `${path}/:id`,
    operation: 'invitations.revoke',
    summary: 'Withdraws an invitation. One that was accepted stays so.',
    params: one,
    answers: { 204: null },
    refusals: ['invitation-accepted'],
    handle: async (at) => {
      const found = await find(at)
      if (!found) return at.refuse('not-found')
      const { kind } = await at.engine.revokeInvitation(found.scope, { id: found.invitation.id, actor: actorOf(at) })
      return kind === 'revoked' ? emptyReply() : at.refuse(kind === 'accepted' ? 'invitation-accepted' : 'not-found')
    },
  }),
]

async function create(at: ApiCall<z.infer<typeof place>, unknown, z.infer<typeof wanted>>) {
  const scope = await at.scopeOf(at.params.application)
  if (!scope) return at.refuse('not-found')
  const { email, expiresIn, locale: said, invitedBy, data, roles: given } = at.body
  const address = parseEmailAddress(email)
  if (!address) return at.refuse('email-invalid')
  const unknown = unknownRoles(scope.application, given)
  if (unknown.length > 0) {
    const errors = [{ path: 'body.roles', why: `${unknown[0]} is no role of the application` }]
    return at.refuse('values-invalid', { more: { errors } })
  }
  const outcome = await at.engine.invite(scope, {
    address,
    roles: given,
    locale: chooseLocale(said ?? scope.application.locale),
    expiresIn: minutes(expiresIn),
    actor: actorOf(at),
    ...(invitedBy !== undefined && { invitedBy }),
    ...(data !== undefined && { data }),
  })
  if (outcome.kind === 'sign-up-closed') return at.refuse('sign-up-closed')
  if (outcome.kind === 'limited') {
    return at.refuse('limited', { retryAt: outcome.retryAt, now: at.ports.clock.now() })
  }
  const { id } = outcome.invitation
  const location = `/api/v1/applications/${scope.application.id}/invitations/${id}`
  return withHeaders(jsonReply(shown(outcome.invitation), 201), { location })
}

async function find(at: ApiCall<z.infer<typeof one>>) {
  const scope = await at.scopeOf(at.params.application)
  const id = parseId<'invitation'>(at.params.id)
  const found = scope && id && (await at.engine.readInvitationById(scope, { id }))
  return found && { scope, invitation: found }
}

/** Addresses were read; those who accepted are named. */
function recordInvitations(
  at: ApiCall<z.infer<typeof place>>,
  what: string,
  read: readonly StandingInvitation[],
): Promise<void> {
  const application = at.params.application as Id<'application'>
  return recordReading(
    at,
    what,
    read.flatMap(({ user }) => user ?? []),
    { application },
  )
}
