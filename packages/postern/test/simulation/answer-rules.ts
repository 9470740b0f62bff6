/**
 * The invariants that show in answers: what a caller was told against what is true, what it held and what it showed. The
 * last rules are about being let in: who did all that is asked of her, undisturbed, must not be turned away.
 */
import { hexOf, type Operation } from './entry.ts'
import { holdsToken } from './families.ts'
import {
  type AttemptFacts,
  invitationOf,
  isInvitationOpen,
  isOverForAsker,
  isSessionAlive,
  isSpent,
  liveSet,
  type Model,
  placeOf,
  stops,
  type UserFacts,
  userOf,
} from './model.ts'
import { redeemsAtOnce } from './pressed-rules.ts'
import type { Told } from './told.ts'
import { brokenVouchedAnswer, worksVouched } from './vouched-rules.ts'

const repeatWindow = 60_000

/** The first promise that this answer breaks. */
export function brokenAnswer(told: Told): string | undefined {
  const attempt = told.model.attempts.get(told.operation.attempt ?? '')
  const rules: readonly (readonly [string, (told: Told, attempt: AttemptFacts | undefined) => boolean])[] = [
    ...general,
    ...(told.operation.quiet ? welcome : []),
  ]
  return rules.find(([, holds]) => !holds(told, attempt))?.[0] ?? brokenVouchedAnswer(told)
}

const general: readonly (readonly [string, (told: Told, attempt: AttemptFacts | undefined) => boolean])[] = [
  [
    'invariant 4, 7: the state of an attempt is told to its asker, to its own session, or against the mail',
    ({ operation, outcome, model }, attempt) => {
      const silent = outcome.kind === 'attempt-unknown' || outcome.kind === 'link-unknown'
      if (silent || !attempt || !['resend', 'watch', 'code', 'claim'].includes(operation.name)) return true
      if (operation.tenant !== attempt.tenant) return false
      // It may have been carried over to another binding of the same browser, or from it, meanwhile.
      const session = model.sessions.get(attempt.finish?.session ?? '')
      const its = operation.name === 'watch' && session !== undefined && session.hash === operation.session
      return its || isAsker(operation, attempt) || !operation.quiet
    },
  ],
  [
    'invariant 5: without a secret of the mail a link is unknown',
    ({ operation, outcome }, attempt) => {
      if (!['open', 'link', 'approve', 'stop', 'again'].includes(operation.name)) return true
      // The asker's binding may have been renewed while it asked.
      if (operation.name === 'again' && attempt && (isAsker(operation, attempt) || !operation.quiet)) return true
      return outcome.kind === 'link-unknown' || holdsMail(operation, attempt)
    },
  ],
  [
    'invariant 9: a mail that newer ones pushed out lets nobody in',
    ({ operation, outcome }, attempt) =>
      outcome.kind !== 'signed-in' ||
      operation.name !== 'link' ||
      attempt?.superseded.every(({ link }) => link !== operation.secret) === true ||
      operation.made === undefined,
  ],
  [
    'invariant 2: who is told of a session made it, or is the asker that made it, within a minute',
    ({ operation, outcome, model }, attempt) => {
      if (outcome.kind !== 'signed-in') return true
      const id = outcome.session.id
      if (operation.made === id) return true
      const { finish } = attempt ?? {}
      const its = finish?.session === id && finish.by === 'asker' && model.sessions.has(id)
      return (
        its && attempt !== undefined && isAsker(operation, attempt) && operation.startedAt < finish.at + repeatWindow
      )
    },
  ],
  [
    'invariant 3: the credential of a session is the one whose hash is kept',
    ({ outcome, model, hash }) => {
      if (outcome.kind !== 'signed-in') return true
      const { id, secret } = outcome.credentials.session
      return model.sessions.get(id)?.hash === hexOf(hash(secret.reveal()))
    },
  ],
  [
    'fine print: the same asker is given the same session again',
    ({ outcome, model }) => {
      if (outcome.kind !== 'signed-in') return true
      const { id, secret } = outcome.credentials.session
      const session = model.sessions.get(id)
      if (session) session.told ??= secret.reveal()
      return session?.told === secret.reveal()
    },
  ],
  [
    'fine print: browser and binding that are handed out are those that were written, on any node',
    ({ operation, outcome, model, hash }) => {
      if (outcome.kind !== 'signed-in') return true
      const { browser, binding } = outcome.credentials
      const session = model.sessions.get(outcome.session.id)
      const known = browser && model.browsers.get(placeOf(operation.tenant, browser.id, outcome.user.id))
      const hashOf = (secret: { reveal(): string }): string => hexOf(hash(secret.reveal()))
      const bound = !binding || !session?.binding || hashOf(binding.secret) === session.binding
      return bound && (!browser || known?.hash === hashOf(browser.secret))
    },
  ],
  [
    'invariant 13: who is banned, locked, vetoed or half-way has no session of it',
    ({ operation, outcome }) =>
      operation.made === undefined || outcome.kind === 'signed-in' || operation.name === 'revoke',
  ],
  [
    'invariant 10: a request is answered as sent, or by a limit on what was sent',
    ({ operation, outcome }) =>
      operation.name !== 'start' ||
      ['sent', 'limited', 'busy', 'proof-needed', 'email-invalid', 'redirect-refused'].includes(outcome.kind),
  ],
  [
    'invariant 4: a code that is not in a mail is wrong',
    ({ operation, outcome }, attempt) => {
      if (operation.name !== 'code' || !attempt || !operation.quiet) return true
      const right = attempt.sets.some(({ code }) => code === operation.code)
      return right || !['signed-in', 'second-factor', 'already-in', 'user-banned'].includes(outcome.kind)
    },
  ],
  [
    'invariant 14: nothing is stopped without the secret, and no session elsewhere without the address',
    ({ operation, outcome, model }, attempt) => {
      if (outcome.kind !== 'stopped') return true
      if (!attempt || !stops(attempt, operation.secret)) return false
      const session = model.sessions.get(attempt.finish?.session ?? '')
      if (!outcome.sessionEnded || !session) return true
      return operation.session === session.hash || operation.email?.toLowerCase() === attempt.address
    },
  ],
]

/** Reading answers with the session whose credential was shown, while it lives and its user may use it. */
export function brokenRead({
  model,
  operation,
  outcome,
}: Pick<Told, 'model' | 'operation'> & { outcome: unknown }): string | undefined {
  const session = model.sessions.get(operation.client?.session?.id ?? '')
  if (outcome === undefined || !session) return undefined
  const its = session.hash === operation.session && session.tenant === operation.tenant
  return its ? undefined : 'invariant 3: a session is told to who holds its secret'
}

/** Signing out has no answer but that it is done: then the session is over, and so are the attempts of this binding. */
export function brokenSignOut({
  model,
  operation,
  now,
}: Pick<Told, 'model' | 'operation' | 'now'>): string | undefined {
  const { client, tenant } = operation
  const session = model.sessions.get(client?.session?.id ?? '')
  const held = session?.hash === operation.session && session?.tenant === tenant && isSessionAlive(session, now)
  if (held && operation.quiet) return 'nothing acknowledged is lost: signing out ends the session'
  const byToken = model.sessions.get(operation.family ?? '')
  const stays = byToken && holdsToken(model, operation, byToken) && isSessionAlive(byToken, now)
  if (stays && operation.quiet) return 'nothing acknowledged is lost: signing out with a refresh token ends its session'
  const asked = [...(model.asked.get(placeOf(tenant, client?.asker?.id ?? '')) ?? [])]
  const left = asked.some((attempt) => isOpen(attempt) && isAsker(operation, attempt))
  return left && operation.quiet ? 'fine print: signing out ends the open attempts of this binding' : undefined
}

const letIn = ['signed-in', 'already-in', 'switch-needed', 'vetoed']

const welcome: typeof general = [
  [
    'promise: the link works for its holder',
    (told, attempt) => {
      const { operation, now } = told
      if (operation.name !== 'link' || !attempt || !isOpen(attempt) || operation.tenant !== attempt.tenant) return true
      if (!liveSet(attempt, operation.secret, now)) return true
      const typed = operation.email?.toLowerCase() === attempt.address
      if (!redeemsAtOnce(operation, attempt) && !typed && operation.client?.kind !== 'program')
        return told.outcome.kind === 'confirm-needed'
      return isLetIn(told, attempt)
    },
  ],
  [
    'promise: the code works for its asker',
    (told, attempt) => {
      const { operation, now, outcome, model } = told
      if (operation.name !== 'code' || !attempt || !isOpen(attempt) || !isAsker(operation, attempt)) return true
      // Between its beginning and its answer it may have ended.
      if (!told.openToAll && isOverForAsker(attempt, now))
        return outcome.kind === 'attempt-expired' || !isOverForAsker(attempt, operation.startedAt)
      if (!attempt.sets.some((set) => set.code === operation.code && set.until > now)) return true
      if (outcome.kind === 'codes-shut')
        return attempt.tries >= attempt.maxTries || hasGuessedTooOften(model, attempt, now)
      return isLetIn(told, attempt)
    },
  ],
  [
    'promise: what was vouched for works for its holder',
    (told, attempt) => {
      const { operation, outcome, now, model } = told
      if (!attempt || !isOpen(attempt) || !worksVouched(attempt, operation, now)) return true
      if (operation.code === undefined) return isLetIn(told, attempt)
      const tried = attempt.tries >= attempt.maxTries || hasGuessedTooOften(model, attempt, now)
      return outcome.kind === 'codes-shut' ? tried : isLetIn(told, attempt)
    },
  ],
  [
    'promise: what was approved is there to be claimed',
    (told, attempt) => {
      const { operation, now } = told
      if (operation.name !== 'claim' || attempt?.state !== 'approved' || attempt.expiresAt <= now) return true
      return !isAsker(operation, attempt) || isLetIn(told, attempt)
    },
  ],
  [
    'fine print: a repeat by the same asker within a minute finds its session',
    ({ operation, outcome, model, now }, attempt) => {
      const { finish } = attempt ?? {}
      if (!['link', 'claim'].includes(operation.name) || !attempt || !finish || operation.made) return true
      if (operation.tenant !== attempt.tenant || !isAsker(operation, attempt) || finish.by !== 'asker') return true
      if (operation.name === 'link' && !holdsMail(operation, attempt)) return true
      // A first refresh token that was used is no answer any more.
      if (model.families.get(finish.session)?.rotations.size) return true
      const session = model.sessions.get(finish.session)
      if (!session || !isSessionAlive(session, now) || now >= finish.at + repeatWindow) return true
      return userOf(model, attempt)?.status !== 'active' || outcome.kind === 'signed-in'
    },
  ],
  [
    'invariant 14: this was not me stops what it belongs to',
    ({ operation, outcome, now }, attempt) => {
      if (operation.name !== 'stop' || !attempt || operation.tenant !== attempt.tenant) return true
      const cancels = [...attempt.sets, ...attempt.superseded].map(({ cancel }) => cancel)
      if (![...cancels, ...attempt.notices].includes(operation.secret ?? '')) return true
      if (attempt.createdAt + 7 * 24 * 3_600_000 <= now) return true
      return outcome.kind === 'stopped' || outcome.kind === 'stop-asked'
    },
  ],
]

function isLetIn({ outcome, model, open, now }: Told, attempt: AttemptFacts): boolean {
  const user = userOf(model, attempt)
  if (outcome.kind === 'signed-in') return true
  const invitation = invitationOf(model, attempt)
  const invited = isInvitationOpen(invitation, now)
  const over = attempt.purpose === 'invite' && !invited && invitation?.state !== 'accepted'
  if (over && user?.status !== 'banned' && user?.status !== 'locked')
    return ['invitation-revoked', 'invitation-expired', 'already-in', 'switch-needed'].includes(outcome.kind)
  return [...letIn, ...turnedAway(user, open(attempt.address) || invited)].includes(outcome.kind)
}

function turnedAway(user: UserFacts | undefined, open: boolean): readonly string[] {
  if (user?.status === 'banned') return ['user-banned']
  if (user?.status === 'locked') return ['user-locked']
  if (user && user.factors > 0) return ['second-factor']
  return user?.registered || open ? [] : ['sign-up-closed']
}

/** Still to be decided, or decided by this very operation. */
const isOpen = (attempt: AttemptFacts): boolean => attempt.state === 'open' || attempt.state === 'approved'

function hasGuessedTooOften(model: Model, { tenant, address }: AttemptFacts, now: number): boolean {
  const windows = [{ length: 24 * 3_600_000, max: 20 }]
  if (isSpent(model, tenant, { key: `tries/address/${address}`, windows, grain: 0 }, now)) return true
  const known = [{ length: 24 * 3_600_000, max: 10 }]
  const mine = (place: string): boolean =>
    place.startsWith(placeOf(tenant, 'tries/known/')) && place.endsWith(`/${address}`)
  return [...model.budgets.keys()]
    .filter(mine)
    .some((place) => isSpent(model, tenant, { key: place.slice(tenant.length + 1), windows: known, grain: 0 }, now))
}

export function isAsker(operation: Operation, attempt: AttemptFacts): boolean {
  const { asker } = attempt
  return (
    operation.tenant === attempt.tenant && operation.asker === asker.hash && operation.client?.asker?.id === asker.id
  )
}

/** Whether the caller showed a link, or what stops one, of this attempt's mails. */
function holdsMail(operation: Operation, attempt: AttemptFacts | undefined): boolean {
  if (!attempt || operation.tenant !== attempt.tenant) return false
  if (operation.name === 'stop') return stops(attempt, operation.secret)
  return [...attempt.sets, ...attempt.superseded].some(({ link }) => link === operation.secret)
}
