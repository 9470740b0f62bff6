/**
 * The one way an attempt becomes a session: gate, veto, then one conditional write. A refused sign-in spends nothing.
 * What the asker receives is derived from its binding, so that a repeat after a lost reply finds the same session.
 */
import type { Attempt, Finish } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Credential, RawSecret } from '../../domain/credential.ts'
import type { EventDraft } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import { after, earlier, type Instant } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Method, Session } from '../../domain/session.ts'
import type { Subject, User } from '../../domain/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ArtifactDraft, Charge, SignInEffect } from '../../ports/store.ts'
import { attemptEvent } from '../rules/events.ts'
import { gate } from '../rules/gate.ts'
import { type Next, nextFor } from '../rules/next.ts'

export interface SignedIn {
  readonly kind: 'signed-in'
  readonly user: User
  readonly session: Omit<Session, 'hash'>
  readonly attempt: Id<'attempt'>
  /** Where the browser goes now. */
  readonly next: Next
  /** What the caller's cookies become. */
  readonly credentials: {
    readonly session: Credential<'session'>
    readonly browser?: Credential<'browser'>
    readonly binding?: Credential<'binding'>
  }
}

export type Refused =
  | { readonly kind: 'sign-up-closed' | 'user-banned' | 'user-locked' }
  | { readonly kind: 'vetoed'; readonly reason: string }

export type Completed =
  | SignedIn
  | Refused
  | { readonly kind: 'second-factor'; readonly methods: readonly string[]; readonly challenge: Credential<'half-way'> }

export interface Completion {
  readonly now: Instant
  readonly attempt: Attempt
  readonly subject: Subject
  readonly client: Client
  /** Whether the caller is the attempt's asker. */
  readonly asker: boolean
  readonly method: Method
  readonly replaces: Id<'session'> | undefined
  readonly giveBack: readonly Charge[]
}

/** Completes, refuses, or answers `undefined` when something changed meanwhile. */
export async function complete(ports: Ports, scope: Scope, completion: Completion): Promise<Completed | undefined> {
  const { now, attempt, subject } = completion
  const verdict = gate(subject, scope)
  if (verdict.kind === 'refused') return refuse(ports, scope, completion, { kind: verdict.code }, verdict.code)
  const intent = { application: scope.application.id, email: attempt.address.address, user: subject.user ?? null }
  const reason = await ports.hooks.mayVeto(intent)
  if (reason !== undefined) return refuse(ports, scope, completion, { kind: 'vetoed', reason }, 'vetoed')
  if (verdict.kind === 'second-factor') return halfWay(ports, scope, completion, verdict.methods)
  const plan = planSignIn(ports, scope, completion)
  const outcome = await ports.store.attempts.redeem({
    tenant: scope.tenant.id,
    now,
    id: attempt.id,
    version: attempt.version,
    userVersion: subject.user?.version,
    effect: plan.effect,
    also: { events: plan.events, messages: [] },
  })
  if (outcome.kind === 'changed') return undefined
  ports.hooks.tell(scope.tenant.id, now, plan.events)
  ports.signals.wake(attempt.id)
  return { ...plan.answer, user: outcome.user }
}

/** How long the asker may repeat itself, and what it gets: the same session, mint-free. */
export async function repeat(
  ports: Ports,
  scope: Scope,
  attempt: Attempt,
  finish: Finish,
  client: Client,
): Promise<SignedIn | undefined> {
  if (!client.asker || finish.by !== 'asker') return undefined
  const found = await ports.store.sessions.find({ tenant: scope.tenant.id, now: ports.clock.now(), id: finish.session })
  if (!found) return undefined
  const { hash, ...session } = found.session
  const secrets = ports.vault.deriveAll(place(scope, 'session', attempt), client.asker.secret)
  const secret = secrets.find((candidate) => ports.vault.same(ports.vault.hash(candidate), hash))
  if (!secret) return undefined
  const kept = client.browser && client.browser.id === finish.browser
  const browser =
    finish.browser && !kept
      ? { id: finish.browser, secret: ports.vault.derive(place(scope, 'browser', attempt), client.asker.secret) }
      : undefined
  return {
    kind: 'signed-in',
    user: found.user,
    session,
    attempt: attempt.id,
    next: nextFor(attempt.destination, true),
    credentials: {
      session: { id: finish.session, secret },
      ...(browser ? { browser } : {}),
      ...(client.kind === 'browser'
        ? { binding: renewedBinding(ports, scope, attempt, finish.session, client.asker.secret) }
        : {}),
    },
  }
}

interface Plan {
  readonly effect: SignInEffect
  readonly events: readonly EventDraft[]
  readonly answer: Omit<SignedIn, 'user'>
}

function planSignIn(ports: Ports, scope: Scope, completion: Completion): Plan {
  const { now, attempt, subject, client } = completion
  const { vault } = ports
  const from = completion.asker ? client.asker?.secret : undefined
  const session: Credential<'session'> = {
    id: vault.id(now),
    secret: from ? vault.derive(place(scope, 'session', attempt), from) : vault.drawSecret(),
  }
  const user = subject.user?.id ?? vault.id<'user'>(now)
  const browser = browserOf(ports, scope, completion, from)
  const binding =
    client.kind === 'browser' && client.asker
      ? renewedBinding(ports, scope, attempt, session.id, client.asker.secret)
      : undefined
  const handOff = completion.asker ? handOffCode(ports, attempt, user, session.id, now) : undefined
  const { sessionIdle, session: longest, knownBrowser } = scope.application.lifetimes
  const expiresAt = after(now, longest)
  const row = {
    id: session.id,
    application: scope.application.id,
    methods: [completion.method],
    asked: client.asked,
    idleUntil: earlier(after(now, sessionIdle), expiresAt),
    expiresAt,
  }
  const about = { user, session: session.id, asked: client.asked }
  const created = subject.user ? [] : [attemptEvent(ports, now, 'user.created', attempt, { user })]
  return {
    events: [
      ...created,
      attemptEvent(ports, now, 'sign-in.completed', attempt, { ...about, reason: completion.method }),
    ],
    effect: {
      ...(subject.user ? {} : { newUser: { id: user, locale: attempt.locale } }),
      user,
      register: subject.registration === undefined,
      session: { ...row, hash: vault.hash(session.secret) },
      ...(completion.replaces ? { replaces: completion.replaces } : {}),
      browser: { id: browser.id, hash: vault.hash(browser.secret), until: after(now, knownBrowser) },
      ...(binding && client.asker
        ? {
            rebind: {
              from: client.asker.id,
              fromHash: vault.hash(client.asker.secret),
              to: binding.id,
              toHash: vault.hash(binding.secret),
            },
          }
        : {}),
      finish: { by: completion.asker ? 'asker' : 'other', asked: client.asked },
      giveBack: completion.giveBack,
      ...(handOff ? { artifact: handOff.artifact } : {}),
    },
    answer: {
      kind: 'signed-in',
      session: {
        ...row,
        tenant: scope.tenant.id,
        user,
        attempt: attempt.id,
        browser: browser.id,
        createdAt: now,
        seenAt: now,
      },
      attempt: attempt.id,
      next: nextFor(attempt.destination, completion.asker, handOff?.code),
      credentials: { session, browser, ...(binding ? { binding } : {}) },
    },
  }
}

/** A browser keeps its credential for every user it knows, unless it failed to prove one this user already has. */
function browserOf(
  ports: Ports,
  scope: Scope,
  { now, attempt, subject, client }: Completion,
  from: RawSecret | undefined,
): Credential<'browser'> {
  if (client.browser && (subject.knownBrowser || !subject.user)) return client.browser
  const secret = from ? ports.vault.derive(place(scope, 'browser', attempt), from) : ports.vault.drawSecret()
  return { id: ports.vault.id(now), secret }
}

/** The next binding takes the session's id, so that a repeat can find it again without a row of its own. */
function renewedBinding(
  ports: Ports,
  scope: Scope,
  attempt: Attempt,
  session: Id<'session'>,
  from: RawSecret,
): Credential<'binding'> {
  return { id: session as string as Id<'binding'>, secret: ports.vault.derive(place(scope, 'binding', attempt), from) }
}

function handOffCode(
  ports: Ports,
  { destination }: Attempt,
  user: Id<'user'>,
  session: Id<'session'>,
  now: Instant,
): { code: Credential<'hand-off'>; artifact: ArtifactDraft } | undefined {
  if (destination.kind !== 'hand-off') return undefined
  const code = ports.vault.draw<'hand-off'>(now)
  const { redirectUri, codeChallenge } = destination
  const json = JSON.stringify({ hash: hex(ports.vault.hash(code.secret)), user, redirectUri, codeChallenge })
  return { code, artifact: { kind: 'hand-off', id: code.id, json, group: session, expiresAt: after(now, 60_000) } }
}

async function refuse(
  ports: Ports,
  scope: Scope,
  { now, attempt, subject, client }: Completion,
  refused: Refused,
  reason: string,
): Promise<Refused> {
  const user = subject.user?.id
  const event = attemptEvent(ports, now, 'sign-in.refused', attempt, {
    asked: client.asked,
    reason,
    ...(user ? { user } : {}),
  })
  await ports.store.attempts.note({
    tenant: scope.tenant.id,
    now,
    id: attempt.id,
    most: mostRefusals,
    also: { events: [event], messages: [] },
  })
  ports.hooks.tell(scope.tenant.id, now, [event])
  return refused
}

const mostRefusals = 20

/** Half-way is its own row, never a session with a flag. */
async function halfWay(
  ports: Ports,
  scope: Scope,
  { now, attempt, subject }: Completion,
  methods: readonly string[],
): Promise<Completed | undefined> {
  const challenge = ports.vault.draw<'half-way'>(now)
  const json = JSON.stringify({
    hash: hex(ports.vault.hash(challenge.secret)),
    attempt: attempt.id,
    user: subject.user?.id,
    methods,
  })
  const outcome = await ports.store.attempts.prove({
    tenant: scope.tenant.id,
    now,
    id: attempt.id,
    version: attempt.version,
    artifact: { kind: 'half-way', id: challenge.id, json, group: attempt.id, expiresAt: attempt.expiresAt },
    also: { events: [], messages: [] },
  })
  if (outcome.kind === 'changed') return undefined
  ports.signals.wake(attempt.id)
  return { kind: 'second-factor', methods, challenge }
}

const place = (scope: Scope, purpose: 'session' | 'browser' | 'binding', attempt: Attempt) => ({
  tenant: scope.tenant.id,
  purpose,
  row: attempt.id,
})
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
