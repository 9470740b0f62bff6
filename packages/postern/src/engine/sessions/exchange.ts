/**
 * An application exchanges the code that its callback got, once. Whoever presents the right code with anything else wrong
 * does not hold what was asked with, so the code was seen by somebody: it is spent, and the session it came from ends. The
 * same where it comes a second time (RFC 6749 §4.1.2, RFC 9700 §2.1.1).
 */
import type { Client } from '../../domain/client.ts'
import type { Credential, RawSecret } from '../../domain/credential.ts'
import type { EventDraft, EventType } from '../../domain/event.ts'
import { after, type Instant, instant } from '../../domain/instant.ts'
import type { Session } from '../../domain/session.ts'
import type { Registration, User } from '../../domain/user.ts'
import type { FoundHandOff } from '../../ports/hand-offs.ts'
import type { Operation } from '../operation.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { newFamily } from '../rules/families.ts'
import { type Barred, barredFrom } from '../rules/gate.ts'
import { type HandOff, handOffOf, provesItself, spentLifetime, verifies } from '../rules/hand-offs.ts'
import { bytesOf } from '../rules/hex.ts'
import { accessToken, dataOf, signingOf, type Tokens } from '../rules/tokens.ts'
import type { Turn } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'

export interface Exchange {
  readonly code: Credential<'hand-off'>
  readonly codeVerifier: RawSecret
  readonly redirectUri: string
  /** Of a confidential application. */
  readonly clientSecret?: RawSecret
  readonly client: Client
}

export type Exchanged =
  | {
      readonly kind: 'exchanged'
      readonly user: User
      readonly registration: Registration
      readonly session: Omit<Session, 'hash'>
      readonly state?: string
      /** Where access tokens are signed. */
      readonly tokens?: Tokens
    }
  /** The application did not prove itself. Nothing is spent. */
  | { readonly kind: 'client-unknown' }
  | { readonly kind: 'hand-off-unknown' }
  | Barred

export const exchange: Operation<Exchange, Exchanged> = (ports, scope, input) =>
  untilSettled<Exchanged>(ports, scope, async (turn) => {
    if (!provesItself(ports.vault, scope.application, input.clientSecret)) return { kind: 'client-unknown' }
    const found = await ports.store.handOffs.find({ ...turn.at, id: input.code.id })
    if (!found) return { kind: 'hand-off-unknown' }
    const handOff = JSON.parse(found.artifact.json) as HandOff
    if (!ports.vault.same(ports.vault.hash(input.code.secret), bytesOf(handOff.hash)))
      return { kind: 'hand-off-unknown' }
    if (found.artifact.consumedAt !== undefined) return endReused(turn, found, input.client)
    const { artifact, session } = found
    const over = artifact.expiresAt <= turn.now || session.idleUntil <= turn.now || session.expiresAt <= turn.now
    if (over) return { kind: 'hand-off-unknown' }
    const fault = faultOf(turn, found, { handOff, input })
    if (fault) return endRefused(turn, found, { client: input.client, reason: fault })
    return barredFrom(found, scope) ?? give(turn, found, handOff)
  })

type Fault = 'application-differs' | 'redirect-differs' | 'verifier-wrong'

function faultOf(
  { ports, scope }: Turn,
  { session }: FoundHandOff,
  { handOff, input }: { readonly handOff: HandOff; readonly input: Exchange },
): Fault | undefined {
  if (session.application !== scope.application.id) return 'application-differs'
  if (input.redirectUri !== handOff.redirectUri) return 'redirect-differs'
  return verifies(ports.vault, input.codeVerifier, handOff.codeChallenge) ? undefined : 'verifier-wrong'
}

/** `undefined` when another exchange, a ban or a sign-out came first. */
async function give(turn: Turn, found: FoundHandOff, { state }: HandOff): Promise<Exchanged | undefined> {
  const { ports, scope, now, at } = turn
  const { user, registration } = found
  // Nobody without one passes the gate.
  if (!registration) return { kind: 'sign-up-closed' }
  const { hash: _, ...session } = found.session
  const family = signingOf(scope) && newFamily(turn, session, ports.vault.drawSecret())
  const { attempt, application, id } = session
  // Found by its attempt: one more index to write would be felt, and it says nothing of her.
  const event = attemptEvent(turn, 'hand-off.exchanged', { id: attempt, application }, { session: id })
  const holder = { user, session, roles: registration.roles, handedOff: true, ...dataOf(registration) }
  // Signed first: what cannot be signed now is not spent, and may be tried again.
  const access = await accessToken(turn, holder)
  const outcome = await ports.store.handOffs.exchange({
    ...at,
    now: notAsOldAs(session, now),
    id: handOffOf(session.id),
    user: user.id,
    userVersion: user.version,
    keptUntil: after(now, spentLifetime),
    ...(family && { family: family.draft }),
    also: { events: [event], messages: [] },
  })
  if (outcome.kind === 'changed') return undefined
  tell(turn, event)
  return {
    kind: 'exchanged',
    user,
    registration,
    session,
    ...(state !== undefined && { state }),
    ...(access && { tokens: { ...access, ...(family && { refreshToken: family.credential }) } }),
  }
}

/** By its age it is told whose family is whose, on nodes whose clocks differ as well. */
const notAsOldAs = ({ createdAt }: Pick<Session, 'createdAt'>, now: Instant): Instant =>
  now === createdAt ? instant(now + 1) : now

async function endReused(turn: Turn, found: FoundHandOff, { asked }: Client): Promise<Exchanged> {
  const used = eventOf(turn, 'token.reused', found, { asked, reason: 'hand-off' })
  await end(turn, found, [used, eventOf(turn, 'session.revoked', found, { asked, reason: 'hand-off-reused' })])
  return { kind: 'hand-off-unknown' }
}

async function endRefused(
  turn: Turn,
  found: FoundHandOff,
  { client: { asked }, reason }: { readonly client: Client; readonly reason: Fault },
): Promise<Exchanged> {
  const refused = eventOf(turn, 'hand-off.refused', found, { asked, reason })
  await end(turn, found, [refused, eventOf(turn, 'session.revoked', found, { asked, reason: 'hand-off-refused' })])
  return { kind: 'hand-off-unknown' }
}

/** Without its session a hand-off is not found any more. */
async function end(turn: Turn, { session }: FoundHandOff, events: readonly EventDraft[]): Promise<void> {
  const also = { events, messages: [] }
  const outcome = await turn.ports.store.sessions.revoke({ ...turn.at, id: session.id, also })
  if (outcome.kind === 'revoked') tell(turn, ...events)
}

function eventOf(
  turn: Turn,
  type: EventType,
  { session, user }: FoundHandOff,
  more: Pick<EventDraft, 'asked' | 'reason'> = {},
): EventDraft {
  const { id, attempt, application } = session
  return attemptEvent(turn, type, { id: attempt, application }, { user: user.id, session: id, ...more })
}
