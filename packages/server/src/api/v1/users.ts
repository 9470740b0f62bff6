/** The people of a tenant: made, read, changed, handed out. */
import {
  type Answer,
  type Id,
  jsonReply,
  PosternError,
  parseEmailAddress,
  publicPerson,
  unknownRoles,
} from 'postern/kit'
import { z } from 'zod'
import { merge } from '../../resources/merge.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { insistedVersion, withHeaders } from '../entity-tag.ts'
import { recordReading } from '../people/on-record.ts'
import { changedReply, oneUser, userReply } from '../people/one-user.ts'
import { actorOf, meet, meetWhole, reachesTenant } from '../people/reach.ts'
import { keptData, locale, name, roles, userId } from '../people/schemas.ts'
import { idParams } from '../schemas.ts'
import { wrongValue } from '../wrong-value.ts'
import { userListRoute } from './user-list.ts'
import { endingRoutes, standingRoutes } from './user-standing.ts'

const facts = z.strictObject({ name: name.nullish(), locale: locale.nullish(), data: keptData.nullish() })
const newUser = z.strictObject({
  application: z.string().max(64).describe('Where she is registered'),
  email: z.string().max(320).describe('You vouch for it: whoever reads this mailbox can sign in as the user'),
  id: userId.optional().describe('Her id in your own tables, where she has one'),
  name: name.optional(),
  locale: locale.optional(),
  data: keptData.optional(),
  roles: roles.default([]),
})

export const userRoutes: readonly ApiRoute[] = [
  userListRoute,
  apiRoute({
    method: 'POST',
    path: '/api/v1/users',
    operation: 'users.create',
    summary: 'Makes a user without a mail. Whoever calls vouches for the address, and is on record.',
    body: newUser,
    answers: { 201: oneUser },
    refusals: ['email-invalid', 'exists', 'vetoed'],
    handle: create,
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/users/:id',
    operation: 'users.read',
    summary: 'Reads a user with her addresses and registrations.',
    params: idParams,
    answers: { 200: oneUser },
    handle: async (at) => {
      const answer = await userReply(at, at.params.id)
      if (answer.status === 200) await recordReading(at, 'user', [at.params.id as Id<'user'>])
      return answer
    },
  }),
  apiRoute({
    method: 'PATCH',
    path: '/api/v1/users/:id',
    operation: 'users.change',
    summary: 'Changes name, language and data of a user by a JSON Merge Patch.',
    params: idParams,
    body: facts,
    conditional: true,
    answers: { 200: oneUser },
    handle: change,
  }),
  ...standingRoutes,
  ...endingRoutes,
  apiRoute({
    method: 'GET',
    path: '/api/v1/users/:id/export',
    operation: 'users.export',
    summary: 'Everything that is kept of a user, secrets aside. That it was read is an event of hers.',
    params: idParams,
    answers: { 200: z.looseObject({ format: z.string() }) },
    handle: async (at) => {
      const met = reachesTenant(at) ? await meet(at, at.params.id) : undefined
      const person = met && (await at.engine.exportUser(met.scope, { id: met.user.id, actor: actorOf(at) }))
      return person ? jsonReply(publicPerson(person)) : at.refuse('not-found')
    },
  }),
]

const taken = {
  email: 'The address is somebody’s already, in this tenant.',
  id: 'The id is somebody’s, or was: it is not given again.',
} as const

async function create(at: ApiCall<unknown, unknown, z.infer<typeof newUser>>) {
  const { application, email, id, ...rest } = at.body
  const scope = await at.scopeOf(application)
  if (!scope) return at.refuse('not-found')
  const address = parseEmailAddress(email)
  if (!address) return at.refuse('email-invalid')
  const [unknown] = unknownRoles(scope.application, rest.roles)
  if (unknown !== undefined) return wrongValue(at, 'body.roles', `${unknown} is no role of the application`)
  const wanted = { ...defined(rest), roles: rest.roles, address, actor: actorOf(at) }
  const made = await at.engine.createUser(scope, { ...wanted, ...(id !== undefined && { id: id as Id<'user'> }) })
  if (made.kind === 'vetoed') return at.refuse('vetoed')
  if (made.kind === 'exists') return at.refuse('exists', { detail: taken[made.what], more: { what: made.what } })
  const answer = await userReply(at, made.user.id, 201)
  return withHeaders(answer, { location: `/api/v1/users/${made.user.id}` })
}

const mostTurns = 3

type Changing = ApiCall<z.infer<typeof idParams>, unknown, z.infer<typeof facts>>

/** Data are merged into what she has, so that the write insists on the version they were merged into. */
async function change(at: Changing): Promise<Answer> {
  for (let turns = 0; turns < mostTurns; turns++) {
    const answer = await changeAsSeen(at)
    if (answer) return answer
  }
  throw new PosternError('busy', 'the user kept changing; try again')
}

/** Nothing, where somebody else was faster and the caller insists on no version. */
async function changeAsSeen(at: Changing): Promise<Answer | undefined> {
  const met = await meetWhole(at, at.params.id)
  if (!met) return at.refuse('not-found')
  const insisted = insistedVersion(at)
  if (insisted !== undefined && insisted !== met.user.version) return at.refuse('version-changed')
  const { data, ...others } = at.body
  const kept = data ? (merge(met.user.data, data) as Record<string, unknown>) : data
  if (kept && !keptData.safeParse(kept).success) return wrongValue(at, 'body.data', 'must be 16 KiB of JSON at most')
  const version = insisted ?? (kept ? met.user.version : undefined)
  const changed = { ...defined(others), ...(kept !== undefined && { data: kept }), version, actor: actorOf(at) }
  const outcome = await at.engine.updateUser(met.scope, { id: met.user.id, ...changed })
  if (outcome.kind === 'stale') return insisted === undefined ? undefined : at.refuse('version-changed')
  return outcome.kind === 'done' ? changedReply(at, outcome) : at.refuse('not-found')
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without the members that were not sent. */
function defined<T extends object>(value: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<Defined<T>>
}
