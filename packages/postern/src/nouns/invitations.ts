/** `auth.invitations`: leave for one address to join, with roles, until a day. */
import { chooseLocale } from '../copy/locale.ts'
import { parseEmailAddress } from '../domain/email-address.ts'
import { PosternError } from '../domain/errors.ts'
import { type Id, parseId } from '../domain/id.ts'
import { type Duration, days, minutes } from '../domain/instant.ts'
import { anything, checkKind, type Kinds, number, text, texts } from '../domain/kinds.ts'
import { readsAsLink } from '../domain/line-form.ts'
import { isAddressPlace } from '../domain/place.ts'
import type { StandingInvitation } from '../engine/accounts/invitations.ts'
import { checkArgument, checkData, checkRoles, lineOf, type NounParts, pagePlace, pageSize, wordOf } from './checks.ts'
import type { UserData } from './public-user.ts'
import { type InvalidData, type WithReason, withReason } from './users.ts'

export interface PosternInvitation<Role extends string = string> {
  readonly id: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly invitedBy: string | null
  readonly status: 'open' | 'accepted' | 'revoked' | 'expired'
  readonly createdAt: Date
  readonly expiresAt: Date
  /** Who accepted it. */
  readonly userId: string | null
}

export interface InvitationInput<Role extends string, Data extends object> {
  readonly email: string
  /** Given once, when the invitation is accepted. */
  readonly roles?: readonly Role[]
  /** In milliseconds: 7 days where nothing is said, from 5 minutes to 90 days. */
  readonly expiresIn?: Duration
  /** The mail's language; the application's where nothing is said. */
  readonly locale?: string
  /** Who invites, as mail and page call them: text, shown as it is, never linked. 80 characters. */
  readonly invitedBy?: string
  /** Becomes `user.data`, where accepting makes the account. */
  readonly data?: Data
}

export type InviteResult<Role extends string> =
  | { readonly status: 'invited'; readonly invitation: PosternInvitation<Role> }
  /** Three invitations a day to one address. */
  | { readonly status: 'limited'; readonly retryAt: Date }
  | { readonly status: 'refused'; readonly reason: 'email-invalid' | 'role-unknown' | 'sign-up-closed' }
  | InvalidData

export interface InvitationsNoun<Role extends string = string, Data extends object = UserData> {
  /** Sends the mail. Inviting an address anew replaces its invitation: the link before is worth nothing. */
  create(input: InvitationInput<Role, Data>): Promise<InviteResult<Role>>
  /** Throws a `PosternError` of code `not-found` where there is none, or a newer one took its place. */
  get(id: string): Promise<PosternInvitation<Role>>
  /** In the order of their addresses, 50 at a time, 200 at most. */
  list(options?: { readonly after?: string; readonly limit?: number }): Promise<{
    readonly items: readonly PosternInvitation<Role>[]
    readonly next?: string
  }>
  /** Neither its link nor a first sign-in of its address gets anything by it from now on. */
  revoke(id: string, options?: WithReason): Promise<{ readonly status: 'revoked' | 'accepted' | 'unknown' }>
}

const listing: Kinds<{ after: string; limit: number }> = { after: pagePlace(isAddressPlace), limit: pageSize }
// An address that is none is answered, and data by its schema.
const creating: Kinds<InvitationInput<string, object>> = {
  email: anything,
  roles: texts,
  expiresIn: number,
  locale: text,
  invitedBy: text,
  data: anything,
}

export function invitationsNoun<Role extends string, Data extends object>({
  engineOf,
  scope,
  roles: known,
  userData,
}: NounParts<Data>): InvitationsNoun<Role, Data> {
  return {
    async create(given) {
      checkArgument('input', given, creating)
      const { email, roles = [], expiresIn = days(7), locale, invitedBy, data } = given
      checkLength(expiresIn)
      const address = parseEmailAddress(email)
      if (!address) return { status: 'refused', reason: 'email-invalid' }
      if (!checkRoles(known, roles)) return { status: 'refused', reason: 'role-unknown' }
      const checked = await checkData(userData, data)
      if ('issues' in checked) return { status: 'invalid', issues: checked.issues }
      const by = invitedBy === undefined ? {} : { invitedBy: nameOf(invitedBy) }
      const read = chooseLocale(locale ?? scope.application.locale)
      const input = { address, roles, locale: read, expiresIn, ...by, ...checked }
      const outcome = await (await engineOf()).invite(scope, input)
      if (outcome.kind === 'limited') return { status: 'limited', retryAt: new Date(outcome.retryAt) }
      if (outcome.kind === 'sign-up-closed') return { status: 'refused', reason: 'sign-up-closed' }
      return { status: 'invited', invitation: shown(outcome.invitation) }
    },
    async get(id) {
      checkKind('id', id, text)
      const parsed = parseId<'invitation'>(id)
      const found = parsed && (await (await engineOf()).readInvitationById(scope, { id: parsed }))
      if (!found) throw new PosternError('not-found', 'There is no such invitation.')
      return shown(found)
    },
    async list(options = {}) {
      checkArgument('options', options, listing)
      const { after, limit = 50 } = options
      const place = after === undefined ? {} : { after }
      const page = await (await engineOf()).listInvitations(scope, { ...place, limit })
      return { ...page, items: page.items.map((one) => shown<Role>(one)) }
    },
    async revoke(id, options = {}) {
      checkKind('id', id, text)
      checkArgument('options', options, withReason)
      const { reason } = options
      const word = reason === undefined ? {} : { reason: wordOf(reason) }
      const parsed: Id<'invitation'> | undefined = parseId(id)
      if (!parsed) return { status: 'unknown' }
      return { status: (await (await engineOf()).revokeInvitation(scope, { id: parsed, ...word })).kind }
    },
  }
}

function shown<Role extends string>(invitation: StandingInvitation): PosternInvitation<Role> {
  return {
    id: invitation.id,
    email: invitation.address.address,
    roles: invitation.roles as readonly Role[],
    invitedBy: invitation.invitedBy ?? null,
    status: invitation.state,
    createdAt: new Date(invitation.createdAt),
    expiresAt: new Date(invitation.expiresAt),
    userId: invitation.user ?? null,
  }
}

function checkLength(expiresIn: Duration): void {
  if (Number.isFinite(expiresIn) && expiresIn >= minutes(5) && expiresIn <= days(90)) return
  throw new TypeError('expiresIn must be from 5 minutes to 90 days, in milliseconds')
}

/** Mail programs make links of what looks like one: a name does not. */
function nameOf(text: string): string {
  const name = lineOf('invitedBy', text, 80)
  if (!readsAsLink(name)) return name
  throw new TypeError('invitedBy must be a name, and no address of the web')
}
