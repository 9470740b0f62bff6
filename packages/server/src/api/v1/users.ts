/** The people of a tenant. */
import {
  emptyReply,
  type Id,
  iso,
  jsonReply,
  type ListedUser,
  parseEmailAddress,
  publicPerson,
  type UserSearch,
  unknownRoles,
} from 'postern/kit'
import { z } from 'zod'
import { merge } from '../../resources/merge.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { entityReply, insistedVersion, withHeaders } from '../entity-tag.ts'
import { recordReading } from '../people/on-record.ts'
import { actorOf, hereAndNow, meet, reaches, reachesTenant } from '../people/reach.ts'
import {
  keptData,
  locale,
  name,
  registrationShape,
  roles,
  shownRegistration,
  shownUser,
  userId,
  userShape,
  word,
} from '../people/schemas.ts'
import { idParams, pageOf, pageQuery, time } from '../schemas.ts'

const oneUser = z
  .strictObject({
    ...userShape.shape,
    addresses: z.array(
      z.strictObject({ email: z.string(), provedAt: time, primary: z.boolean(), reservedUntil: time.nullable() }),
    ),
    registrations: z.array(registrationShape),
  })
  .meta({ id: 'UserWithRegistrations' })

const search = z.strictObject({
  ...pageQuery.shape,
  email: z.string().max(254).optional().describe('The whole address'),
  emailPrefix: z.string().min(1).max(254).optional().describe('How an address of theirs begins'),
  name: z.string().min(1).max(200).optional().describe('The whole name, whatever the case of A to Z'),
  namePrefix: z.string().min(1).max(200).optional().describe('How the name begins'),
  application: z.string().max(64).optional().describe('Only those who are registered there'),
})

type Search = z.infer<typeof search>

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
const reason = z.strictObject({ reason: word.optional() }).optional()

export const userRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/users',
    operation: 'users.read',
    summary: 'Lists users, newest first, or finds them by address or name. A page may hold fewer than its limit.',
    query: search,
    answers: { 200: pageOf(userShape) },
    handle: list,
  }),
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
      const answer = await shown(at, at.params.id)
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
    answers: { 200: oneUser },
    handle: change,
  }),
  standing('ban', 'Shuts a user out: her sessions end, and mails to her that wait are dropped.'),
  standing('unban', 'Lets a banned user in again. What the ban ended stays ended.'),
  standing('lock', 'Shuts a user out until she is unlocked.'),
  standing('unlock', 'Lets a locked user in again.'),
  ending('remove', 'Ends everything of a user at once. Her id is never used again.'),
  ending('anonymise', 'The same, but that she was registered, since when and as what, stays to be counted.'),
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

async function list(at: ApiCall<unknown, Search>) {
  const { application = onlyOne(at), email, limit, after } = at.query
  const searches = [email, at.query.emailPrefix, at.query.name, at.query.namePrefix].filter((one) => one !== undefined)
  if (searches.length > 1) return wrong(at, 'query', 'search by one of email, emailPrefix, name and namePrefix')
  if (application === undefined && !reachesTenant(at)) {
    return wrong(at, 'query.application', 'must be named: this key works for some applications only')
  }
  if (application !== undefined && !(await at.scopeOf(application))) return at.refuse('not-found')
  const found =
    email === undefined
      ? await walk(at, { by: searchOf(at.query, application), application, limit, after })
      : { items: await exactly(at, email, application), next: undefined }
  const users = found.items.map(({ user }) => user)
  if (users.length > 0) {
    await recordReading(
      at,
      'users',
      users.map(({ id }) => id),
    )
  }
  return jsonReply({ items: users.map(shownUser), ...(found.next !== undefined && { next: found.next }) })
}

const onlyOne = ({ key }: Pick<ApiCall, 'key'>): string | undefined =>
  key.applications?.length === 1 ? key.applications[0] : undefined

function searchOf(query: Search, application: string | undefined): UserSearch | undefined {
  if (query.emailPrefix !== undefined) return { what: 'address', prefix: query.emailPrefix.toLowerCase() }
  if (query.name !== undefined) return { what: 'name', text: query.name, exact: true }
  if (query.namePrefix !== undefined) return { what: 'name', text: query.namePrefix, exact: false }
  return application === undefined ? undefined : { what: 'registered', application: application as Id<'application'> }
}

interface Walk {
  readonly by: UserSearch | undefined
  readonly application: string | undefined
  readonly limit: number
  readonly after: string | undefined
}

/** How many pages are looked through for one, where few of those found are registered. */
const mostReads = 10

async function walk(at: ApiCall, { by, application, limit, after }: Walk) {
  const items: ListedUser[] = []
  let next = after
  for (let reads = 0; reads < mostReads && items.length < limit; reads++) {
    const page = await at.ports.store.users.list({
      ...hereAndNow(at),
      limit: limit - items.length,
      ...(by && { by }),
      ...(application !== undefined && { application: application as Id<'application'> }),
      ...(next !== undefined && { after: next }),
    })
    items.push(...page.items.filter(({ registered }) => registered || application === undefined))
    next = page.next
    if (next === undefined) break
  }
  return { items, next }
}

async function exactly(at: ApiCall, email: string, application: string | undefined) {
  const address = parseEmailAddress(email)
  if (!address) return []
  const user = await at.ports.store.users.find({ ...hereAndNow(at), address: address.key })
  if (!user || user.status === 'removed') return []
  const registrations = await at.ports.store.registrations.list({ ...hereAndNow(at), user: user.id })
  const isThere = application === undefined || registrations.some((one) => one.application === application)
  return isThere ? [{ user }] : []
}

async function create(at: ApiCall<unknown, unknown, z.infer<typeof newUser>>) {
  const { application, email, id, ...rest } = at.body
  const scope = await at.scopeOf(application)
  if (!scope) return at.refuse('not-found')
  const address = parseEmailAddress(email)
  if (!address) return at.refuse('email-invalid')
  const [unknown] = unknownRoles(scope.application, rest.roles)
  if (unknown !== undefined) return wrong(at, 'body.roles', `${unknown} is no role of the application`)
  const wanted = { ...defined(rest), roles: rest.roles, address, actor: actorOf(at) }
  const made = await at.engine.createUser(scope, { ...wanted, ...(id !== undefined && { id: id as Id<'user'> }) })
  if (made.kind === 'vetoed') return at.refuse('vetoed')
  if (made.kind === 'exists') return at.refuse('exists', { more: { what: made.what } })
  const answer = await shown(at, made.user.id, 201)
  return withHeaders(answer, { location: `/api/v1/users/${made.user.id}` })
}

async function change(at: ApiCall<z.infer<typeof idParams>, unknown, z.infer<typeof facts>>) {
  const met = await meet(at, at.params.id)
  if (!met) return at.refuse('not-found')
  const version = insistedVersion(at)
  if (version !== undefined && version !== met.user.version) return at.refuse('version-changed')
  const { data, ...others } = at.body
  const kept = data ? (merge(met.user.data, data) as Record<string, unknown>) : data
  if (kept && !keptData.safeParse(kept).success) return wrong(at, 'body.data', 'must be 16 KiB of JSON at most')
  const changed = { ...defined(others), ...(kept !== undefined && { data: kept }) }
  const outcome = await at.engine.updateUser(met.scope, { id: met.user.id, ...changed, actor: actorOf(at) })
  return outcome.kind === 'done' ? shown(at, met.user.id) : at.refuse('not-found')
}

type Act = 'ban' | 'unban' | 'lock' | 'unlock'

function standing(act: Act, summary: string): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: `/api/v1/users/:id/${act}`,
    operation: `users.${act}`,
    summary,
    params: idParams,
    body: reason,
    answers: { 200: oneUser },
    handle: async (at) => {
      const met = await meet(at, at.params.id)
      if (!met) return at.refuse('not-found')
      const said = { id: met.user.id, actor: actorOf(at), reason: at.body?.reason }
      const outcome = await at.engine[`${act}User`](met.scope, said)
      return outcome.kind === 'done' ? shown(at, met.user.id) : at.refuse('not-found')
    },
  })
}

/** Of somebody who is also another application's, a key of some applications ends only what is theirs. */
function ending(act: 'remove' | 'anonymise', summary: string): ApiRoute {
  return apiRoute({
    method: act === 'remove' ? 'DELETE' : 'POST',
    path: act === 'remove' ? '/api/v1/users/:id' : '/api/v1/users/:id/anonymise',
    operation: `users.${act}`,
    summary,
    params: idParams,
    ...(act === 'anonymise' && { body: reason }),
    answers: { 204: null },
    handle: async (at) => {
      const met = await meet(at, at.params.id)
      if (!met || !(await isWhollyReached(at, met.user.id))) return at.refuse('not-found')
      const how = act === 'remove' ? 'removed' : 'anonymised'
      const body = at.body as z.infer<typeof reason>
      const removal = { id: met.user.id, how, actor: actorOf(at), reason: body?.reason } as const
      const { kind } = await at.engine.removeUser(met.scope, removal)
      return kind === 'done' ? emptyReply() : at.refuse('not-found')
    },
  })
}

async function isWhollyReached(at: ApiCall, user: Id<'user'>): Promise<boolean> {
  const all = await at.ports.store.registrations.list({ ...hereAndNow(at), user })
  return all.every(({ application }) => reaches(at, application))
}

async function shown(at: ApiCall, id: string, status = 200) {
  const met = await meet(at, id)
  if (!met) return at.refuse('not-found')
  const { user, registrations } = met
  const addresses = await at.ports.store.addresses.list({ ...hereAndNow(at), user: user.id })
  const body = {
    ...shownUser(user),
    addresses: addresses.map(({ address, provedAt, reservedUntil }) => ({
      email: address,
      provedAt: iso(provedAt),
      primary: address === user.email,
      reservedUntil: reservedUntil === undefined ? null : iso(reservedUntil),
    })),
    registrations: registrations.map(shownRegistration),
  }
  return entityReply(body, user.version, status)
}

const wrong = (at: ApiCall, path: string, why: string) =>
  at.refuse('values-invalid', { more: { errors: [{ path, why }] } })

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without the members that were not sent. */
function defined<T extends object>(value: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<Defined<T>>
}
