/**
 * Families of refresh tokens: what becomes of them in the model, and what must hold of them, at the store and in answers.
 */
import { isBearer } from '../../src/engine/rules/tokens.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { type EntryOf, hexOf, type Operation } from './entry.ts'
import { type FamilyFacts, isSessionAlive, type Model, type SessionFacts, type UserFacts, userOf } from './model.ts'
import { scopes } from './people.ts'
import type { Rules } from './rules.ts'
import type { Told } from './told.ts'

const grace = 10_000

export function openFamily(model: Model, { input, operation }: EntryOf<'attempts.redeem'>): void {
  const { family, session, user } = input.effect
  if (!family) return
  model.families.set(family.id, {
    id: family.id,
    tenant: operation.tenant,
    application: session.application,
    session: session.id,
    user,
    first: hexOf(family.hash),
    hash: hexOf(family.hash),
    rotations: new Map(),
    expiresAt: family.expiresAt,
  })
}

export function rotate(model: Model, { input, output, operation }: EntryOf<'families.rotate'>): void {
  const family = model.families.get(input.id)
  const session = model.sessions.get(input.id)
  if (output.kind !== 'done' || !family || !session) return
  const to = hexOf(input.to)
  family.rotations.set(family.hash, { to, at: input.now, by: operation.at })
  family.hash = to
  session.seenAt = Math.max(session.seenAt, input.now)
  session.idleUntil = Math.max(session.idleUntil, input.idleUntil)
}

/** Whether the family could still be refreshed at this moment, by somebody who may. */
export function isFamilyAlive(model: Model, family: FamilyFacts, now: number): boolean {
  const session = model.sessions.get(family.session)
  return session !== undefined && isSessionAlive(session, now) && family.expiresAt > now
}

/** Whether the caller showed a refresh token that is, or was, one of this session. */
export function holdsToken(model: Model, { family: id, token }: Operation, session: SessionFacts): boolean {
  const family = model.families.get(id ?? '')
  if (!family || token === undefined || family.session !== session.id) return false
  return family.hash === token || family.rotations.has(token)
}

/** Whether the caller showed one that no holder of the family shows any more. */
export function isReused({ hash, rotations }: FamilyFacts, token: string | undefined, now: number): boolean {
  const rotation = rotations.get(token ?? '')
  return rotation !== undefined && (rotation.to !== hash || rotation.at + grace <= now)
}

function userOfFamily(model: Model, { session }: FamilyFacts): UserFacts | undefined {
  const attempt = model.attempts.get(model.sessions.get(session)?.attempt ?? '')
  return attempt && userOf(model, attempt)
}

export const findFamilyRules: Rules<EntryOf<'families.find'>> = {
  'invariant 15: a family is found in its own tenant only': (model, { input, output }) =>
    !output || model.families.get(input.id)?.tenant === input.tenant,
  'nothing acknowledged is lost: a family is found until its session ends, and never after': (model, entry) => {
    const { input, output } = entry
    const family = model.families.get(input.id)
    if (!family || family.tenant !== input.tenant) return output === undefined
    if (output) return model.sessions.get(family.session)?.ended === false
    // What is past its end may have been swept.
    return !isFamilyAlive(model, family, input.now)
  },
  'invariant 2: a family knows its current token, the one before it, and all that were replaced': (model, entry) => {
    const { input, output } = entry
    const facts = model.families.get(input.id)
    if (!output || !facts || facts.expiresAt <= input.now) return true
    const { family, spent } = output
    const before = [...facts.rotations.keys()].at(-1)
    const same = hexOf(family.hash) === facts.hash && (family.previousHash && hexOf(family.previousHash)) === before
    return same && spent === facts.rotations.has(input.spent)
  },
  'invariant 13: a refresh sees the user as she is': (model, { input, output }) => {
    const family = model.families.get(input.id)
    const user = family && userOfFamily(model, family)
    return !output || (output.user.id === user?.id && output.user.status === user.status)
  },
}

export const rotateRules: Rules<EntryOf<'families.rotate'>> = {
  'invariant 2: a refresh token takes effect once: while it is current, its session lives and its user is as she was': (
    model,
    { input, output },
  ) => {
    const family = model.families.get(input.id)
    const user = family && userOfFamily(model, family)
    const current = family?.tenant === input.tenant && family.hash === hexOf(input.from)
    const same = user?.id === input.user && user.version === input.userVersion
    const holds = current && same && isFamilyAlive(model, family, input.now)
    return holds === (output.kind === 'done')
  },
  'invariant 3: only who holds a refresh token has it replaced': (_model, { input, output, operation }) =>
    output.kind !== 'done' || operation.token === hexOf(input.from),
  'invariant 13: nobody refreshes who is banned or locked': (model, { input, output }) => {
    const family = model.families.get(input.id)
    return output.kind !== 'done' || (family !== undefined && userOfFamily(model, family)?.status === 'active')
  },
}

/** Tokens as a sign-in answers them. */
export function brokenTokens({ model, operation, outcome, hash }: Told): string | undefined {
  if (outcome.kind !== 'signed-in') return undefined
  const family = model.families.get(outcome.session.id)
  const token = outcome.tokens?.refreshToken
  const scope = scopes.find(({ tenant }) => tenant.id === operation.tenant)
  if (!scope || isBearer(scope) !== (token !== undefined)) return 'promise: a bearer is given tokens, and nobody else'
  const first = token && hexOf(hash(token.secret.reveal()))
  return first === family?.first ? undefined : 'fine print: a repeat finds the first refresh token of its session'
}

export type Refreshed = Awaited<ReturnType<Engine['refresh']>>

interface Refresh extends Pick<Told, 'model' | 'operation' | 'now' | 'hash'> {
  readonly outcome: Refreshed
}

type Answers = Readonly<Record<string, (told: Refresh, family: FamilyFacts) => boolean>>

/** The first promise that this answer to a refresh breaks. */
export function brokenRefresh(told: Refresh): string | undefined {
  const { model, operation, outcome } = told
  const { application, tenant, token = '' } = operation
  const family = model.families.get(operation.family ?? '')
  const here = family?.tenant === tenant && family.application === application
  const held = here && (family.hash === token || family.rotations.has(token))
  if (!held) return outcome.kind === 'refresh-unknown' ? undefined : 'invariant 3: a token that is none here is unknown'
  const rules = { ...always, ...(operation.quiet ? undisturbed : {}) }
  return Object.entries(rules).find(([, holds]) => !holds(told, family))?.[0]
}

const always: Answers = {
  'invariant 2: a refresh token has one successor, the same for everybody who presents it': (told, family) => {
    const { operation, outcome, hash } = told
    if (outcome.kind !== 'refreshed') return true
    const successor = outcome.tokens.refreshToken?.secret.reveal() ?? ''
    return family.rotations.get(operation.token ?? '')?.to === hexOf(hash(successor))
  },
  'fine print: a token that was replaced finds its successor for ten seconds': ({ operation, outcome }, family) => {
    const rotation = family.rotations.get(operation.token ?? '')
    if (outcome.kind !== 'refreshed' || rotation?.by === operation.at) return true
    return rotation !== undefined && operation.startedAt < rotation.at + grace
  },
  'invariant 3: an access token speaks of whose refresh token was shown': ({ outcome }, family) => {
    if (outcome.kind !== 'refreshed') return true
    const { sub, sid } = JSON.parse(outcome.tokens.accessToken.reveal()) as { sub: string; sid: string }
    return sub === family.user && sid === family.session
  },
  'fine print: who is told of a reuse showed a token that was replaced': ({ operation, outcome, now }, family) =>
    outcome.kind !== 'refresh-reused' || isReused(family, operation.token, now),
}

const undisturbed: Answers = {
  'promise: a refresh token works for its holder': ({ model, operation, outcome, now }, family) => {
    const reused =
      family.rotations.get(operation.token ?? '')?.by !== operation.at && isReused(family, operation.token, now)
    const active = userOfFamily(model, family)?.status === 'active'
    return reused || !active || !isFamilyAlive(model, family, now) || outcome.kind === 'refreshed'
  },
  'fine print: a token that comes back ends its session': ({ model, operation, now }, family) => {
    const { at, startedAt, token } = operation
    const mine = family.rotations.get(token ?? '')?.by === at
    return mine || !isReused(family, token, startedAt) || !isFamilyAlive(model, family, now)
  },
  'invariant 13: a ban or a lock ends refreshing': ({ model, outcome }, family) =>
    outcome.kind !== 'refreshed' || userOfFamily(model, family)?.status === 'active',
}
