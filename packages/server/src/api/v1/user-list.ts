/** Lists of users: all of them, those of one application, and those that a search finds. */
import {
  type Answer,
  type Id,
  jsonReply,
  type ListedUser,
  mustBePlace,
  type Page,
  parseEmailAddress,
  type UserSearch,
} from 'postern/kit'
import { z } from 'zod'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { recordReading } from '../people/on-record.ts'
import { hereAndNow, reachesTenant } from '../people/reach.ts'
import { shownUser, userShape } from '../people/schemas.ts'
import { pageLimit, pageOf } from '../schemas.ts'
import { wrongValue } from '../wrong-value.ts'
import { isPlaceOf, readPlace, writtenPlace } from './user-place.ts'

const search = z.strictObject({
  email: z.string().max(254).optional().describe('The whole address'),
  emailPrefix: z.string().min(1).max(254).optional().describe('How an address of theirs begins'),
  name: z.string().min(1).max(200).optional().describe('The whole name, whatever the case of A to Z'),
  namePrefix: z.string().min(1).max(200).optional().describe('How the name begins'),
  application: z.string().max(64).optional().describe('Only those who are registered there'),
  limit: pageLimit,
  after: z.string().max(2000).optional().describe('`next` of the page before'),
})

type Search = z.infer<typeof search>

export const userListRoute: ApiRoute = apiRoute({
  method: 'GET',
  path: '/api/v1/users',
  operation: 'users.read',
  summary:
    'Lists users by id, the highest first, which is the newest among ids of ours, or finds them by address or name. A page may hold fewer than its limit.',
  query: search,
  answers: { 200: pageOf(userShape) },
  handle: list,
})

async function list(at: ApiCall<unknown, Search>): Promise<Answer> {
  const { application = onlyOne(at), email } = at.query
  const searches = [email, at.query.emailPrefix, at.query.name, at.query.namePrefix].filter((one) => one !== undefined)
  if (searches.length > 1) return wrongValue(at, 'query', 'search by one of email, emailPrefix, name and namePrefix')
  if (application === undefined && !reachesTenant(at)) {
    return wrongValue(at, 'query.application', 'must be named: this key works for some applications only')
  }
  if (application !== undefined && !(await at.scopeOf(application))) return at.refuse('not-found')
  const after = readPlace(at)
  if (after !== undefined && !isPlaceOf(at.query, after)) return wrongValue(at, 'query.after', mustBePlace)
  const found =
    email === undefined
      ? await page(at, application, after)
      : { items: await exactly(at, email, application), next: undefined }
  const users = found.items.map(({ user }) => user)
  if (users.length > 0) {
    await recordReading(
      at,
      'users',
      users.map(({ id }) => id),
    )
  }
  return jsonReply({
    items: users.map(shownUser),
    ...(found.next !== undefined && { next: writtenPlace(at, found.next) }),
  })
}

const onlyOne = ({ key }: Pick<ApiCall, 'key'>): string | undefined =>
  key.applications?.length === 1 ? key.applications[0] : undefined

/** How many that a search finds are looked through for a page, where only those of one application are wanted. */
const among = 500

function searchOf({ emailPrefix, name, namePrefix }: Search, application: string | undefined): UserSearch | undefined {
  const only = application === undefined ? {} : { among }
  if (emailPrefix !== undefined) return { what: 'address', prefix: emailPrefix.toLowerCase(), ...only }
  if (name !== undefined) return { what: 'name', text: name, exact: true, ...only }
  if (namePrefix !== undefined) return { what: 'name', text: namePrefix, exact: false, ...only }
  return application === undefined ? undefined : { what: 'registered', application: application as Id<'application'> }
}

function page(
  at: ApiCall<unknown, Search>,
  application: string | undefined,
  after: string | undefined,
): Promise<Page<ListedUser>> {
  const { limit } = at.query
  const by = searchOf(at.query, application)
  return at.ports.store.users.list({
    ...hereAndNow(at),
    limit,
    ...(by && { by }),
    ...(application !== undefined && { application: application as Id<'application'> }),
    ...(after !== undefined && { after }),
  })
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
