/** `auth.users`: the people of the application, for its own code. Whoever calls is trusted, vouches, and is on record. */
import { parseEmailAddress } from '../domain/email-address.ts'
import { PosternError } from '../domain/errors.ts'
import type { Id } from '../domain/id.ts'
import { anything, checkKind, type Kind, type Kinds, orNull, text, texts } from '../domain/kinds.ts'
import { isAddressPlace, isUserPlace } from '../domain/place.ts'
import type { SchemaIssue } from '../domain/standard-schema.ts'
import { isUserId, type UserStatus } from '../domain/user.ts'
import type { ChangedUser } from '../engine/accounts/change-user.ts'
import { type PersonExport, publicPerson } from '../http/present/public-person.ts'
import type { UserIn } from '../ports/records.ts'
import {
  checkArgument,
  checkData,
  checkFacts,
  checkRoles,
  type NounParts,
  pagePlace,
  pageSize,
  wordOf,
} from './checks.ts'
import { type PosternUser, publicUser, type UserData } from './public-user.ts'

/** A user with what only the application's own code sees. */
export interface ManagedUser<Role extends string = string, Data extends object = UserData>
  extends PosternUser<Role, Data> {
  readonly status: Exclude<UserStatus, 'removed'>
  readonly locale: string | null
}

export interface UserPage<Role extends string, Data extends object> {
  readonly items: readonly ManagedUser<Role, Data>[]
  /** The `after` of the next page; absent on the last one. */
  readonly next?: string
}

export interface NewUserInput<Role extends string, Data extends object> {
  /** You vouch for it: whoever reads this mailbox can sign in as the user. */
  readonly email: string
  /** Her id in your own tables: 1 to 64 letters, digits, `_` and `-`. One of ours where it is absent. */
  readonly id?: string
  readonly name?: string
  readonly locale?: string
  readonly data?: Data
  readonly roles?: readonly Role[]
}

export interface UserChanges<Role extends string, Data extends object> {
  /** `null` takes it away, as with `locale` and `data`. */
  readonly name?: string | null
  readonly locale?: string | null
  readonly data?: Data | null
  /** All her roles from now on. */
  readonly roles?: readonly Role[]
}

/** `data` did not pass the schema of the option `userData`. */
export interface InvalidData {
  readonly status: 'invalid'
  readonly issues: readonly SchemaIssue[]
}

/** A role that the option `roles` does not list. */
export interface UnknownRole {
  readonly status: 'refused'
  readonly reason: 'role-unknown'
}

export type CreateResult<Role extends string, Data extends object> =
  | { readonly status: 'created'; readonly user: ManagedUser<Role, Data> }
  | { readonly status: 'exists'; readonly what: 'email' | 'id' }
  | { readonly status: 'refused'; readonly reason: 'email-invalid' | 'id-invalid' | 'role-unknown' }
  /** By the application's own `before('user.create')`. */
  | { readonly status: 'vetoed'; readonly reason: string }
  | InvalidData

export type UpdateResult<Role extends string, Data extends object> =
  | { readonly status: 'updated'; readonly user: ManagedUser<Role, Data> }
  | UnknownRole
  | InvalidData

export interface WithReason {
  /** A word for the record, such as `chargeback`: lower-case letters, digits and dashes, 64 at most. */
  readonly reason?: string
}

/** Every method that takes an id throws a `PosternError` of code `not-found` where nobody has it. */
export interface UsersNoun<Role extends string = string, Data extends object = UserData> {
  /** Whoever has this address, in any spelling of its case. */
  find(email: string): Promise<ManagedUser<Role, Data> | undefined>
  get(id: string): Promise<ManagedUser<Role, Data>>
  /**
   * By id, the highest first, 50 at a time, 200 at most. Ids of ours begin with their time, so that among them the newest
   * is first; those of your own stand where they sort. With `emailPrefix`, those whose address
   * begins so, in its order; `find` takes a whole one.
   */
  list(options?: {
    readonly after?: string
    readonly limit?: number
    readonly emailPrefix?: string
  }): Promise<UserPage<Role, Data>>
  /** Makes an account without a mail. The sign-up policy is for others and does not bind you. */
  create(input: NewUserInput<Role, Data>): Promise<CreateResult<Role, Data>>
  update(id: string, changes: UserChanges<Role, Data>): Promise<UpdateResult<Role, Data>>
  setRoles(id: string, roles: readonly Role[]): Promise<UpdateResult<Role, Data>>
  /** Her sessions end at once, mails to her that wait are dropped. From outside nothing shows before a proof. */
  ban(id: string, options?: WithReason): Promise<{ readonly status: 'banned' }>
  /** Lets her sign in again; what the ban ended stays ended. */
  unban(id: string, options?: WithReason): Promise<{ readonly status: 'active' | 'locked' }>
  /** Ends everything of her at once. The id is never used again. */
  remove(id: string, options?: WithReason): Promise<{ readonly status: 'removed' }>
  /** The same, but that she was registered, since when and with which roles, stays to be counted. */
  anonymise(id: string, options?: WithReason): Promise<{ readonly status: 'anonymised' }>
  /** Everything that is kept of her, secrets aside, as plain JSON. That you looked is an event of hers. */
  export(id: string): Promise<PersonExport>
}

export function usersNoun<Role extends string, Data extends object>(parts: NounParts<Data>): UsersNoun<Role, Data> {
  return { ...looking<Role, Data>(parts), ...changing<Role, Data>(parts), ...ending(parts) }
}

type Listing = NonNullable<Parameters<UsersNoun['list']>[0]>

const listing: Kinds<Listing> = { after: text, limit: pageSize, emailPrefix: text }
const byId = pagePlace(isUserPlace)
const byAddress = (prefix: string): Kind => pagePlace((place) => isAddressPlace(place, prefix))
// An address and an id that are none are answered, and data by its schema.
const creating: Kinds<NewUserInput<string, object>> = {
  email: anything,
  id: anything,
  name: text,
  locale: text,
  data: anything,
  roles: texts,
}
const changes: Kinds<UserChanges<string, object>> = {
  name: orNull(text),
  locale: orNull(text),
  data: anything,
  roles: texts,
}
export const withReason: Kinds<WithReason> = { reason: text }

type Looking<Role extends string, Data extends object> = Pick<UsersNoun<Role, Data>, 'find' | 'get' | 'list' | 'export'>

function looking<Role extends string, Data extends object>({ engineOf, scope }: NounParts<Data>): Looking<Role, Data> {
  return {
    async find(email) {
      checkKind('email', email, text)
      const address = parseEmailAddress(email)
      const found = address && (await (await engineOf()).findUser(scope, { address: address.key }))
      return found && managedUser(found)
    },
    async get(id) {
      const found = await (await engineOf()).findUser(scope, { id: idOf(id) })
      if (!found) throw notFound()
      return managedUser(found)
    },
    async list(options = {}) {
      checkArgument('options', options, listing)
      const { after, limit = 50, emailPrefix } = options
      const prefix = emailPrefix?.toLowerCase()
      if (after !== undefined) checkKind('after', after, prefix === undefined ? byId : byAddress(prefix))
      const place = after === undefined ? {} : { after }
      const asked = { ...(prefix !== undefined && { prefix }), ...place, limit }
      const page = await (await engineOf()).listUsers(scope, asked)
      return { ...page, items: page.items.map((found) => managedUser<Role, Data>(found)) }
    },
    async export(id) {
      const person = await (await engineOf()).exportUser(scope, { id: idOf(id) })
      if (!person) throw notFound()
      return publicPerson(person)
    },
  }
}

type Changing<Role extends string, Data extends object> = Pick<UsersNoun<Role, Data>, 'create' | 'update' | 'setRoles'>

function changing<Role extends string, Data extends object>({
  engineOf,
  scope,
  roles: known,
  userData,
}: NounParts<Data>): Changing<Role, Data> {
  const update: UsersNoun<Role, Data>['update'] = async (id, given) => {
    const user = idOf(id)
    checkArgument('changes', given, changes)
    const { data, roles, ...facts } = given
    if (roles && !checkRoles(known, roles)) return { status: 'refused', reason: 'role-unknown' }
    const checked = data === null ? { data } : await checkData(userData, data)
    if ('issues' in checked) return { status: 'invalid', issues: checked.issues }
    const change = { id: user, ...checkFacts(facts), ...checked, ...(roles && { roles }) }
    return { status: 'updated', user: managedUser(existing(await (await engineOf()).updateUser(scope, change))) }
  }
  return {
    async create(input) {
      checkArgument('input', input, creating)
      const { email, id: own, data, roles = [], ...facts } = input
      const address = parseEmailAddress(email)
      if (!address) return { status: 'refused', reason: 'email-invalid' }
      const id = isUserId(own) ? own : undefined
      if (own !== undefined && !id) return { status: 'refused', reason: 'id-invalid' }
      if (!checkRoles(known, roles)) return { status: 'refused', reason: 'role-unknown' }
      const checked = await checkData(userData, data)
      if ('issues' in checked) return { status: 'invalid', issues: checked.issues }
      const user = { ...checkFacts(facts), ...checked, address, roles, ...(id && { id }) }
      const outcome = await (await engineOf()).createUser(scope, user)
      if (outcome.kind === 'exists') return { status: 'exists', what: outcome.what }
      if (outcome.kind === 'vetoed') return { status: 'vetoed', reason: outcome.reason }
      return { status: 'created', user: managedUser(outcome) }
    },
    update,
    async setRoles(id, roles) {
      checkKind('roles', roles, texts)
      return update(id, { roles })
    },
  }
}

type Ending = Pick<UsersNoun, 'ban' | 'unban' | 'remove' | 'anonymise'>

function ending({ engineOf, scope }: Pick<NounParts<object>, 'engineOf' | 'scope'>): Ending {
  const remove = async (id: string, how: 'removed' | 'anonymised', options: WithReason): Promise<void> => {
    const outcome = await (await engineOf()).removeUser(scope, { how, ...act(id, options) })
    if (outcome.kind === 'unknown') throw notFound()
  }
  return {
    async ban(id, options = {}) {
      existing(await (await engineOf()).banUser(scope, act(id, options)))
      return { status: 'banned' }
    },
    async unban(id, options = {}) {
      const { user } = existing(await (await engineOf()).unbanUser(scope, act(id, options)))
      return { status: user.status === 'locked' ? 'locked' : 'active' }
    },
    async remove(id, options = {}) {
      await remove(id, 'removed', options)
      return { status: 'removed' }
    },
    async anonymise(id, options = {}) {
      await remove(id, 'anonymised', options)
      return { status: 'anonymised' }
    },
  }
}

function act(id: string, options: WithReason): { readonly id: Id<'user'>; readonly reason?: string } {
  const user = idOf(id)
  checkArgument('options', options, withReason)
  const { reason } = options
  return { id: user, ...(reason !== undefined && { reason: wordOf(reason) }) }
}

function managedUser<Role extends string, Data extends object>({ user, roles }: UserIn): ManagedUser<Role, Data> {
  const { status, locale } = user
  if (status === 'removed') throw notFound()
  return { ...publicUser<Role, Data>(user, roles), status, locale: locale ?? null }
}

function existing(outcome: ChangedUser): UserIn {
  if (outcome.kind !== 'done') throw notFound()
  return outcome
}

function idOf(id: string): Id<'user'> {
  checkKind('id', id, text)
  if (!isUserId(id)) throw notFound()
  return id
}

const notFound = (): PosternError => new PosternError('not-found', 'There is no such user.')
