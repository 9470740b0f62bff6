/**
 * Redeeming a link. The asker's browser is in with one step. Another browser types the address first, so that neither
 * a robot nor a person who was sent somebody else's link is signed in by opening it. A program redeems by token.
 */
import type { Attempt, SecretSet } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import { maskEmailAddress, parseEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Lookup } from '../../ports/store.ts'
import type { Operation } from '../operation.ts'
import { isAsker, provenSubject } from '../rules/asker.ts'
import { type CurrentSession, currentSession } from '../rules/current-session.ts'
import { repeatWindow } from '../rules/lifetimes.ts'
import { type DeadLink, linkState } from '../rules/link-state.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { type Completed, complete, repeat } from './complete.ts'
import { type OpenFacts, openFacts } from './open.ts'

export interface Redemption {
  readonly id: Id<'attempt'>
  readonly secret: RawSecret
  readonly client: Client
  /** What was typed to *sign in here*. */
  readonly email?: string
  /** The person said that leaving the account she is signed in to is what she wants. */
  readonly switchAccount?: boolean
}

export type RedeemOutcome =
  | Completed
  | DeadLink
  /** Another browser: it must type the address. Nothing is spent. */
  | { readonly kind: 'confirm-needed'; readonly facts: OpenFacts; readonly wrong?: 'address-differs' | 'email-invalid' }
  /** Signed in as somebody else: ask, don't burn. */
  | { readonly kind: 'switch-needed'; readonly attempt: Attempt; readonly current: string; readonly next: string }
  /** A second click: it mints nothing and continues. */
  | { readonly kind: 'already-in'; readonly current: CurrentSession }

export const redeem: Operation<Redemption, RedeemOutcome> = (ports, scope, input) =>
  untilSettled<RedeemOutcome>(async () => {
    const now = ports.clock.now()
    const { client } = input
    const found = await findAttempt(ports, scope, input.id, client, now)
    if (!found) return { kind: 'link-unknown' }
    const { attempt } = found
    const asker = isAsker(ports.vault, attempt, client)
    const state = linkState(ports.vault, attempt, input.secret, now)
    if (state.kind === 'link-used') return (await again(ports, scope, attempt, client, asker, now)) ?? state
    if (state.kind !== 'live') return state
    const wrong = mayRedeemHere(scope, attempt, input, asker)
    if (wrong) return { kind: 'confirm-needed', facts: openFacts(scope, attempt, state.set, client, asker), ...wrong }
    return signIn(ports, scope, { now, found, input, asker, set: state.set })
  })

export async function findAttempt(
  ports: Ports,
  scope: Scope,
  id: Id<'attempt'>,
  client: Client,
  now: Instant,
): Promise<Lookup | undefined> {
  const browser = client.browser ? { browser: client.browser.id } : {}
  const found = await ports.store.attempts.find({ tenant: scope.tenant.id, now, id, ...browser })
  if (!found || found.attempt.application !== scope.application.id) return undefined
  return { attempt: found.attempt, subject: provenSubject(ports.vault, found.subject, client) }
}

/** The asker's repeat finds its session again; whoever is in as this user already just continues. */
export async function again(
  ports: Ports,
  scope: Scope,
  attempt: Attempt,
  client: Client,
  asker: boolean,
  now: Instant,
): Promise<RedeemOutcome | undefined> {
  const { finish } = attempt
  if (!finish) return undefined
  if (asker && now < finish.at + repeatWindow) {
    const repeated = await repeat(ports, scope, attempt, finish, client)
    if (repeated) return repeated
  }
  const current = await currentSession(ports, scope, client, now)
  return current && current.user.id === finish.user ? { kind: 'already-in', current } : undefined
}

function mayRedeemHere(
  scope: Scope,
  attempt: Attempt,
  input: Redemption,
  asker: boolean,
): { wrong?: 'address-differs' | 'email-invalid' } | undefined {
  if (asker) return undefined
  if (scope.application.sameBrowserOnly) return {}
  if (input.client.kind === 'program') return undefined
  if (input.email === undefined) return {}
  const typed = parseEmailAddress(input.email)
  if (!typed) return { wrong: 'email-invalid' }
  return typed.key === attempt.address.key ? undefined : { wrong: 'address-differs' }
}

interface SignIn {
  readonly now: Instant
  readonly found: Lookup
  readonly input: Redemption
  readonly asker: boolean
  readonly set: SecretSet
}

async function signIn(
  ports: Ports,
  scope: Scope,
  { now, found, input, asker }: SignIn,
): Promise<RedeemOutcome | undefined> {
  const { attempt, subject } = found
  const { client } = input
  const current = await currentSession(ports, scope, client, now)
  if (current && current.user.id !== subject.user?.id && !input.switchAccount) return askToSwitch(attempt, current)
  return complete(ports, scope, {
    now,
    attempt,
    subject,
    client,
    asker,
    method: 'email-link',
    replaces: current?.session.id,
    giveBack: [],
  })
}

export function askToSwitch(attempt: Attempt, current: CurrentSession): RedeemOutcome {
  return {
    kind: 'switch-needed',
    attempt,
    current: maskEmailAddress(current.user.email),
    next: maskEmailAddress(attempt.address.address),
  }
}
