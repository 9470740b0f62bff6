/**
 * Asking for an act: a signed-in user wants to prove her mailbox anew, to use another address, or to delete her account.
 * Each is an attempt like a sign-in, about her, and completes only in the session that asked (invariant 12).
 */
import type { About, Act, Destination } from '../../../domain/attempt.ts'
import type { Client } from '../../../domain/client.ts'
import { type EmailAddress, maskEmailAddress, parseEmailAddress } from '../../../domain/email-address.ts'
import type { Scope } from '../../../domain/scope.ts'
import type { User } from '../../../domain/user.ts'
import type { Operation } from '../../operation.ts'
import { isFresh, mostAddresses } from '../../rules/acts.ts'
import { type CurrentSession, currentSession } from '../../rules/current-session.ts'
import { checkRedirect } from '../../rules/redirects.ts'
import { type Turn, turnNow } from '../../rules/turn.ts'
import { primaryOf } from '../../rules/undo.ts'
import type { Held, Sent } from '../begin.ts'
import { issueAttempt } from '../issue.ts'

export interface ActRequest {
  readonly client: Client
  readonly locale: string
  readonly act: Act
  /** The new address, for `change-address`. */
  readonly email?: unknown
  /** Whether the new address becomes the primary one, or one more. */
  readonly mode?: 'primary' | 'additional'
  /** Where the asker goes then: the account page, where nothing is said. */
  readonly redirectTo?: string
  readonly proof?: string
}

export type ActStarted =
  | Sent
  | Held
  | { readonly kind: 'unauthenticated' | 'step-up-needed' | 'email-invalid' | 'address-taken' | 'addresses-full' }
  | { readonly kind: 'redirect-refused'; readonly hint: string }

export const startAct: Operation<ActRequest, ActStarted> = async (ports, scope, input) => {
  const turn = turnNow(ports, scope)
  const current = await currentSession(turn, input.client)
  if (!current) return { kind: 'unauthenticated' }
  // The mail of a step-up and of a deletion is itself the fresh proof.
  if (input.act === 'change-address' && !isFresh(current.session, turn)) return { kind: 'step-up-needed' }
  const { act, client, locale, proof } = input
  const address = act === 'change-address' ? await newAddress(turn, current.user, input) : primaryOf(current.user)
  if ('kind' in address) return address
  const redirect = checkRedirect(scope, input.redirectTo ?? defaultEnd(scope, act), undefined)
  if (redirect.kind === 'refused') return { kind: 'redirect-refused', hint: redirect.hint }
  return issue(turn, {
    act,
    client,
    locale,
    address,
    destination: redirect.destination,
    about: aboutOf(current, input),
    ...(proof && { proof }),
  })
}

export interface HostedChange {
  readonly user: User
  readonly email: unknown
  readonly mode: 'primary' | 'additional'
  readonly locale: string
  readonly client: Client
}

/** The same, asked for by code of the host application in a user's name: it completes in any session of hers. */
export const startChangeFor: Operation<HostedChange, ActStarted> = async (
  ports,
  scope,
  { user, email, mode, ...asking },
) => {
  const turn = turnNow(ports, scope)
  const address = await newAddress(turn, user, { email, mode })
  if ('kind' in address) return address
  const about = { user: user.id, mode, account: maskEmailAddress(user.email) }
  return issue(turn, { ...asking, act: 'change-address', address, destination: { kind: 'api' }, about })
}

function aboutOf({ user, session }: CurrentSession, { act, mode }: ActRequest): About {
  const about = { user: user.id, session: session.id }
  return act === 'change-address' ? { ...about, mode: mode ?? 'primary', account: maskEmailAddress(user.email) } : about
}

interface Refused {
  readonly kind: 'email-invalid' | 'address-taken' | 'addresses-full'
}

/** Only of her own addresses is it said that they are taken, and how many they are. */
async function newAddress(
  { ports, at }: Turn,
  user: User,
  { email, mode }: Pick<ActRequest, 'email' | 'mode'>,
): Promise<EmailAddress | Refused> {
  const address = parseEmailAddress(email)
  if (!address) return { kind: 'email-invalid' }
  const kept = await ports.store.addresses.list({ ...at, user: user.id })
  const own = kept.filter(({ reservedUntil }) => reservedUntil === undefined)
  if (own.some(({ key }) => key === address.key)) return { kind: 'address-taken' }
  return mode === 'additional' && own.length >= mostAddresses ? { kind: 'addresses-full' } : address
}

/** The account page, which says what is done. */
function defaultEnd({ baseUrl }: Scope, act: Act): string {
  const account = `${new URL(baseUrl).pathname.replace(/\/$/, '')}/account`
  const ends = { 'step-up': '?done=confirmed', 'change-address': '?done=address', delete: '/deleted' } as const
  return account + ends[act]
}

interface Asking {
  readonly act: Act
  readonly client: Client
  readonly locale: string
  readonly address: EmailAddress
  readonly destination: Destination
  readonly about: About
  readonly proof?: string
}

const issue = (turn: Turn, { act, ...asking }: Asking): Promise<Sent | Held> =>
  issueAttempt(turn, { ...asking, purpose: act })
