/** The invariants of refresh tokens that show in answers: to sign-ins of bearers, and to those who refresh. */
import type { Engine } from '../../src/engine/engine.ts'
import { isBearer } from '../../src/engine/rules/tokens.ts'
import { hexOf } from './entry.ts'
import { grace, isFamilyAlive, isReused, userOfFamily } from './families.ts'
import type { FamilyFacts } from './model.ts'
import { scopes } from './people.ts'
import type { Told } from './told.ts'

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
