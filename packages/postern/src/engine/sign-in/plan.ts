/** What a sign-in will write and what the caller will hold: drafted in full before the one conditional write. */
import type { Asked } from '../../domain/attempt.ts'
import type { Credential } from '../../domain/credential.ts'
import type { EventDraft } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import { after, earlier } from '../../domain/instant.ts'
import { type Invitation, invitationKey, invitationKind } from '../../domain/invitation.ts'
import type { Session } from '../../domain/session.ts'
import type { NewUser } from '../../ports/hooks.ts'
import type { SignInEffect } from '../../ports/records.ts'
import { attemptEvent } from '../rules/events.ts'
import { openFamily } from '../rules/families.ts'
import { firstProofOf, provesNothing } from '../rules/first-proof.ts'
import { handOffCode } from '../rules/hand-offs.ts'
import { acceptedBy } from '../rules/invitations.ts'
import { follows, nextFor } from '../rules/next.ts'
import { givenRoles } from '../rules/roles.ts'
import type { Turn } from '../rules/turn.ts'
import { deriveFor, renewedBinding } from './derived.ts'
import { newDeviceNotice } from './new-device.ts'
import type { Notice } from './notice.ts'
import type { Completion, SignedIn } from './outcome.ts'

/** A sign-in, drafted: what is written, told and answered. */
export interface Plan {
  readonly effect: SignInEffect
  readonly events: readonly EventDraft[]
  /** Told by mail, where the browser is new to the user. */
  readonly notice?: Notice
  readonly answer: Omit<SignedIn, 'user'>
  readonly family: Credential<'family'> | undefined
}

/** `begins` is what the host gives a new account. */
export function planSignIn(turn: Turn, completion: Completion, begins: NewUser): Plan {
  const { ports, scope, now } = turn
  const { attempt, subject, client } = completion
  const holder = holderOf(turn, completion)
  const { session, browser, binding } = holder
  const user = subject.user?.id ?? begins.id ?? ports.vault.id<'user'>(now)
  const from = completion.asker ? client.asker?.secret : undefined
  const follow = follows(attempt.destination, completion.asker)
  const handOff = follow ? handOffCode(turn, attempt, session.id, from) : undefined
  const row = sessionRow(turn, completion, session.id)
  // What is handed off gets its tokens when it is exchanged.
  const family = handOff ? undefined : openFamily(turn, attempt, row, from)
  const facts = { user, session: session.id, asked: client.asked, ...howOf(row, completion) }
  const invited = accepting(turn, completion, user)
  const first = firstProofOf(turn, attempt, subject.user)
  const unproved = provesNothing(attempt.about) && ({ unproved: true } as const)
  const created = subject.user ? [] : [attemptEvent(turn, 'user.created', attempt, { user })]
  const left = completion.replaces ? [replacedEvent(turn, completion.replaces.session, client.asked)] : []
  // Who helps is no browser of hers.
  const until = attempt.about?.mode === 'support' ? now : after(now, scope.application.lifetimes.knownBrowser)
  const hash = ports.vault.hash(session.secret)
  const notice = newDeviceNotice(turn, completion)
  return {
    family: family?.credential,
    ...(notice && { notice }),
    events: [
      ...created,
      ...first.events,
      ...invited.events,
      ...left,
      attemptEvent(turn, 'sign-in.completed', attempt, facts),
    ],
    effect: {
      ...(subject.user
        ? {}
        : { newUser: { locale: attempt.locale, ...invited.newUser, ...begins, ...unproved, id: user } }),
      user,
      ...first.effect,
      register: subject.registration === undefined,
      session: { ...row, hash },
      ...(completion.replaces && { replaces: completion.replaces.session.id }),
      ...(notice && { cancels: [...attempt.cancels, notice.cancel] }),
      browser: { id: browser.id, hash: ports.vault.hash(browser.secret), until },
      ...rebinding(turn, completion, binding),
      finish: { by: completion.asker ? 'asker' : 'other', asked: client.asked },
      giveBack: completion.giveBack,
      ...(handOff && { artifact: handOff.artifact }),
      ...(family && { family: family.draft }),
      ...invited.effect,
    },
    answer: {
      kind: 'signed-in',
      session: { ...row, ...bornNow(turn), user, attempt: attempt.id, browser: browser.id },
      attempt: attempt.id,
      roles: invited.effect.roles ?? subject.registration?.roles ?? [],
      next: nextFor(attempt.destination, completion.asker, handOff?.code),
      credentials: holder,
    },
  }
}

/** Where the session only says who vouched, what was used is told beside it. */
function howOf({ methods: [reason] }: Pick<Session, 'methods'>, { method }: Completion) {
  return { reason: reason ?? method, ...(reason !== undefined && reason !== method && { about: { way: method } }) }
}

const bornNow = ({ at: { tenant }, now }: Turn) => ({ tenant, createdAt: now, seenAt: now }) as const

/** The session that this browser held until now, of whichever user, ends: a part of the story that it began with. */
function replacedEvent(turn: Turn, { id, user, attempt, application }: Session, asked: Asked): EventDraft {
  const facts = { user, session: id, asked, reason: 'replaced' }
  return attemptEvent(turn, 'session.revoked', { id: attempt, application }, facts)
}

interface Accepting {
  readonly events: readonly EventDraft[]
  readonly effect: Pick<SignInEffect, 'roles' | 'document'>
  readonly newUser: Pick<NonNullable<SignInEffect['newUser']>, 'data'>
}

/** Roles are given once: with the write that marks the invitation as accepted. */
function accepting(turn: Turn, { attempt, subject }: Completion, user: Id<'user'>): Accepting {
  const accepted = acceptedBy(attempt, subject, turn.now)
  if (!accepted) return { events: [], effect: {}, newUser: {} }
  const { invitation, version } = accepted
  const id = invitationKey(attempt.application, invitation.address)
  const given = givenRoles(turn.scope.application, invitation.roles)
  const json = JSON.stringify({ ...invitation, state: 'accepted', endedAt: turn.now, user } satisfies Invitation)
  return {
    events: [attemptEvent(turn, 'invitation.accepted', attempt, { user })],
    effect: {
      roles: [...new Set([...(subject.registration?.roles ?? []), ...given])],
      document: { kind: invitationKind, id, version, json },
    },
    newUser: invitation.data ? { data: invitation.data } : {},
  }
}

/** What the caller will hold. The asker's is derived from what it holds already, anybody else's is drawn. */
function holderOf(
  turn: Turn,
  { attempt, client, asker }: Completion,
): SignedIn['credentials'] & { browser: Credential<'browser'> } {
  const { vault } = turn.ports
  const from = asker ? client.asker?.secret : undefined
  const secretOf = (purpose: 'session' | 'browser') =>
    from ? deriveFor(turn, purpose, attempt, from) : vault.drawSecret()
  const session: Credential<'session'> = { id: vault.id(turn.now), secret: secretOf('session') }
  // One credential a browser, for every user it knows.
  const browser = client.browser ?? { id: vault.id<'browser'>(turn.now), secret: secretOf('browser') }
  if (client.kind !== 'browser' || !client.asker) return { session, browser }
  return { session, browser, binding: renewedBinding(turn, attempt, session.id, client.asker.secret) }
}

function sessionRow(
  { scope, now }: Turn,
  { attempt, client, method }: Completion,
  id: Id<'session'>,
): Omit<SignInEffect['session'], 'hash'> {
  const { sessionIdle, session: longest } = scope.application.lifetimes
  const expiresAt = after(now, longest)
  const idleUntil = earlier(after(now, sessionIdle), expiresAt)
  const { mode } = attempt.about ?? {}
  const methods = [mode === 'vouched' || mode === 'support' ? mode : method] as const
  return { id, application: scope.application.id, methods, asked: client.asked, idleUntil, expiresAt }
}

function rebinding(
  { ports }: Turn,
  { client }: Completion,
  to: Credential<'binding'> | undefined,
): Pick<SignInEffect, 'rebind'> {
  const from = client.asker
  if (!from || !to) return {}
  const { vault } = ports
  return {
    rebind: { from: from.id, fromHash: vault.hash(from.secret), to: to.id, toHash: vault.hash(to.secret) },
  }
}
