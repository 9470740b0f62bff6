/**
 * The invariants that show at the store: each looks at a command that just took effect and at the model as it was before.
 * A rule is named for what it promises, with the number of its invariant.
 */
import type { Also } from '../../src/ports/written.ts'
import { type Entry, type EntryOf, hexOf, type Operation } from './entry.ts'
import { holdsToken, isReused } from './families.ts'
import { findFamilyRules, rotateRules } from './family-rules.ts'
import { brokenAcceptance, brokenBeginning, putRules } from './invitations.ts'
import {
  type AttemptFacts,
  hitsOn,
  hitsWithin,
  invitationOf,
  isKnown,
  isLive,
  isSessionAlive,
  isSpent,
  isUndecided,
  liveSet,
  type Model,
  placeOf,
  type Rules,
  stops,
  userOf,
} from './model.ts'
import { brokenPress, redeemsAtOnce } from './pressed-rules.ts'
import { brokenVouching, brokenWord } from './vouched-rules.ts'

const minute = 60_000
const hour = 60 * minute

/** The first promise that this command breaks. */
export function brokenRule(model: Model, entry: Entry, open: (tenant: string) => boolean): string | undefined {
  switch (entry.name) {
    case 'attempts.issue':
      return first(mailRules, model, entry) ?? brokenStart(model, entry)
    case 'attempts.resend':
      return first(mailRules, model, entry) ?? first(resendRules, model, entry)
    case 'attempts.find':
      return first(findRules, model, entry)
    case 'attempts.prepare':
      return first(prepareRules, model, entry)
    case 'attempts.takeTry':
      return first(tryRules, model, entry)
    case 'attempts.giveTryBack':
      return first(giveBackRules, model, entry)
    case 'attempts.redeem':
      return first(redeemRules, model, entry) ?? first(signUpRule(open), model, entry) ?? brokenWay(model, entry)
    case 'attempts.prove':
    case 'attempts.cancel':
    case 'attempts.approve':
      return first(decisionRules, model, entry)
    case 'sessions.find':
      return first(sessionRules, model, entry)
    case 'sessions.revoke':
      return first(revokeRules, model, entry)
    case 'sessions.revokeOf':
      return first(revokeOfRules, model, entry)
    case 'families.find':
      return first(findFamilyRules, model, entry)
    case 'families.rotate':
      return first(rotateRules, model, entry)
    case 'users.find':
      return first(userRules, model, entry)
    case 'invitations.put':
      return first(putRules, model, entry) ?? first(cleanRule, model, entry)
    case 'messages.post':
      return first(postRules, model, entry)
    case 'messages.queue':
      return first(queueRules, model, entry)
    case 'messages.claim':
      return first(claimRules, model, entry)
    default:
      return undefined
  }
}

function first<E>(rules: Rules<E>, model: Model, entry: E): string | undefined {
  for (const [name, holds] of Object.entries(rules)) if (!holds(model, entry)) return name
  return undefined
}

const brokenStart = (model: Model, entry: EntryOf<'attempts.issue'>): string | undefined =>
  brokenBeginning(model, entry) ?? brokenVouching(model, entry) ?? brokenPress(model, entry)

/** By an invitation, or by a word. */
function brokenWay(model: Model, entry: EntryOf<'attempts.redeem'>): string | undefined {
  const attempt = model.attempts.get(entry.input.id)
  if (entry.output.kind !== 'done' || !attempt) return undefined
  return brokenAcceptance(model, entry, attempt) ?? brokenWord(model, entry, attempt)
}

const cleanRule: Rules<EntryOf<'invitations.put'>> = {
  'invariant 18: events carry no secret': (_model, { input }) => areClean(input.also),
}

const mailRules: Rules<EntryOf<'attempts.issue' | 'attempts.resend'>> = {
  'limits: three mails in fifteen minutes and ten a day to one address, whoever asks': (model, entry) => {
    const { input, output, operation } = entry
    const to = addressOf(model, entry)
    if (output.kind !== 'issued' || input.charges.length === 0 || to === undefined) return true
    const { tenant, now } = input
    const shown = { browser: operation.client?.browser?.id, hash: operation.browser }
    if (isKnown(model, tenant, to, shown, operation.startedAt)) return true
    const times = model.mails.get(placeOf(tenant, to)) ?? []
    return (
      times.filter((time) => time > now - 15 * minute).length < 3 &&
      times.filter((time) => time > now - 24 * hour).length < 10
    )
  },
  'invariant 9: the reserve of a known browser is drawn on by that browser only': (model, entry) => {
    const { input, operation } = entry
    const { tenant, charges } = input
    const shown = { browser: operation.client?.browser?.id, hash: operation.browser }
    const reserve = charges.some(({ key }) => key.startsWith('mail/known/'))
    return !reserve || isKnown(model, tenant, addressOf(model, entry) ?? '', shown, operation.startedAt)
  },
  'limits: a tenant with limits charges every request': (_model, { input }) =>
    input.tenant !== 'limited' || input.charges.length > 0,
  'limits: all budgets are charged, or none': (model, { input, output }) => {
    const { tenant, now, charges } = input
    const spent = charges.some((charge) => isSpent(model, tenant, charge, now))
    return output.kind === 'changed' || output.kind === 'proof-needed' || spent === (output.kind === 'limited')
  },
  'invariant 3: no secret of a mail is stored in clear': (model, { input }) => {
    const { link } = 'attempt' in input ? input.attempt.set : input.set
    const secrets = model.drawn.get(hexOf(link))
    const text = JSON.stringify(input)
    return secrets !== undefined && !text.includes(secrets.link) && !text.includes(secrets.cancel)
  },
  'invariant 10: a mail is queued whatever the account is, unless its secrets are handed out': (_model, entry) =>
    entry.input.also.messages.length === (entry.operation.name === 'create link' ? 0 : 1),
  'invariant 11: a mail goes to the address that was asked for': (model, entry) =>
    entry.input.also.messages.every(({ to }) => to.key === addressOf(model, entry)),
  'invariant 18: events carry no secret': (_model, { input }) => areClean(input.also),
}

const resendRules: Rules<EntryOf<'attempts.issue' | 'attempts.resend'>> = {
  'invariant 4: only the asker has a mail sent again': (model, { input, output, operation }) => {
    const attempt = 'id' in input ? model.attempts.get(input.id) : undefined
    return output.kind !== 'issued' || operation.asker === attempt?.asker.hash
  },
  'invariant 9: a mail is added to an open attempt, as it was looked at': (model, { input, output }) => {
    if (!('id' in input)) return false
    const attempt = model.attempts.get(input.id)
    const holds = attempt?.state === 'open' && attempt.version === input.version && attempt.expiresAt > input.now
    return holds === (output.kind !== 'changed')
  },
}

const findRules: Rules<EntryOf<'attempts.find'>> = {
  'invariant 15: an attempt is found in its own tenant only': (model, { input, output }) =>
    !output || (model.attempts.get(input.id)?.tenant === input.tenant && output.attempt.tenant === input.tenant),
  'invariant 9: an attempt is what became of it': (model, { input, output }) => {
    const attempt = model.attempts.get(input.id)
    return !output || (attempt !== undefined && isAs(attempt, output.attempt))
  },
  'nothing acknowledged is lost: an attempt is found for as long as it is told of': (model, { input, output }) => {
    const attempt = model.attempts.get(input.id)
    const over = attempt && attempt.expiresAt <= input.now - 8 * 24 * hour
    return output !== undefined || attempt === undefined || attempt.tenant !== input.tenant || over === true
  },
  'invariant 13: the gate sees the user as she is': (model, { input, output }) => {
    const attempt = model.attempts.get(input.id)
    if (!output || !attempt) return true
    const [seen, is] = [output.subject.user, userOf(model, attempt)]
    return seen?.id === is?.id && seen?.status === is?.status && (seen?.factors.length ?? 0) === (is?.factors ?? 0)
  },
}

const prepareRules: Rules<EntryOf<'attempts.prepare'>> = {
  'invariant 4: wrong codes of the last hour are counted, right ones given back': (model, { input, output }) =>
    output.failures === hitsWithin(hitsOn(model, input.tenant, 'failures'), hour, input.now),
  'invariant 15: an address belongs to a user of this tenant': (model, { input, output }) =>
    output.subject.user?.id === model.users.get(placeOf(input.tenant, input.address.key))?.id,
}

const tryRules: Rules<EntryOf<'attempts.takeTry'>> = {
  'invariant 4: a try is taken from an attempt that is live, has tries left, and an address that has some today': (
    model,
    { input, output },
  ) => {
    const attempt = model.attempts.get(input.id)
    const { tenant, now, charges } = input
    const free = attempt && isLive(attempt, now) && attempt.tries < attempt.maxTries
    const holds = free === true && !charges.some((charge) => isSpent(model, tenant, charge, now))
    return holds === (output.kind === 'taken')
  },
  'invariant 4: five tries and no more': (model, { input, output }) => {
    const attempt = model.attempts.get(input.id)
    if (output.kind !== 'taken' || !attempt) return true
    return attempt.tries < 5 && output.triesLeft === attempt.maxTries - attempt.tries - 1
  },
  // Its binding may have been renewed since it was looked at.
  'invariant 4: only the asker may guess': (model, { input, operation }) =>
    model.attempts.get(input.id)?.asker.hash === operation.asker || !operation.quiet,
}

const giveBackRules: Rules<EntryOf<'attempts.giveTryBack'>> = {
  'invariant 4: only a right code is given back, and only while it could still be redeemed': (
    model,
    { input, output, operation },
  ) => {
    const attempt = model.attempts.get(input.id)
    // A resend may have pushed out its set since it was compared.
    const right = [...(attempt?.sets ?? []), ...(attempt?.superseded ?? [])].some(({ code }) => code === operation.code)
    const holds = attempt !== undefined && isUndecided(attempt.state) && attempt.tries > 0
    return right && holds === (output.kind === 'done')
  },
}

const redeemRules: Rules<EntryOf<'attempts.redeem'>> = {
  'invariant 2: an attempt makes one session at most, and only as it was looked at': (model, entry) => {
    const { input, output } = entry
    const attempt = model.attempts.get(input.id)
    if (!attempt || attempt.tenant !== input.tenant) return output.kind === 'changed'
    const user = userOf(model, attempt)
    const expected = input.effect.newUser ? user === undefined : user?.id === input.effect.user
    const { document } = input.effect
    const invited = !document || invitationOf(model, attempt)?.version === document.version
    const same = attempt.version === input.version && user?.version === input.userVersion && expected && invited
    return (same && isLive(attempt, input.now)) === (output.kind === 'done')
  },
  'invariant 2: an attempt that has made a session makes no other': ifDone(
    ({ attempt }) => attempt.finish === undefined,
  ),
  'invariant 4, 5: a session follows from the secret of the mail': ifDone(({ model, attempt, entry }) =>
    isProved(model, attempt, entry),
  ),
  'invariant 1, 6: who did not ask, or only pressed, has typed the address, or is a program': ifDone(
    ({ attempt, entry }) => {
      const { operation } = entry
      if (redeemsAtOnce(operation, attempt)) return true
      const typed = operation.email?.toLowerCase() === attempt.address
      if (operation.name === 'vouched') return true
      return operation.name === 'link' && (typed || operation.client?.kind === 'program')
    },
  ),
  'invariant 8: only the asker is called the asker': ifDone(({ attempt, entry }) => {
    const is = entry.operation.asker === attempt.asker.hash && entry.operation.client?.asker?.id === attempt.asker.id
    return (entry.input.effect.finish.by === 'asker') === is
  }),
  'invariant 13: nobody gets in who is banned, locked, or owes a second factor': ifDone(({ model, attempt }) => {
    const user = userOf(model, attempt)
    return user === undefined || (user.status === 'active' && user.factors === 0)
  }),
  'invariant 13: a session id is new': ifDone(({ model, entry }) => !model.sessions.has(entry.input.effect.session.id)),
  'invariant 14: only the session of this browser is replaced': ifDone(({ model, entry }) => {
    const { replaces } = entry.input.effect
    const replaced = model.sessions.get(replaces ?? '')
    return !replaces || replaced?.hash === entry.operation.session
  }),
  'audit: one sign-in.completed for each session, user.created for each account': ifDone(({ entry }) => {
    const { also, effect } = entry.input
    const completed = also.events.filter(({ type }) => type === 'sign-in.completed')
    const created = also.events.filter(({ type }) => type === 'user.created')
    return (
      completed.length === 1 &&
      completed[0]?.session === effect.session.id &&
      created.length === (effect.newUser ? 1 : 0)
    )
  }),
  'invariant 18: events carry no secret': (_model, { input }) => areClean(input.also),
}

interface Done {
  readonly model: Model
  readonly attempt: AttemptFacts
  readonly entry: EntryOf<'attempts.redeem'>
}

function ifDone(holds: (done: Done) => boolean): (model: Model, entry: EntryOf<'attempts.redeem'>) => boolean {
  return (model, entry) => {
    const attempt = model.attempts.get(entry.input.id)
    return entry.output.kind !== 'done' || (attempt !== undefined && holds({ model, attempt, entry }))
  }
}

function isProved(_model: Model, attempt: AttemptFacts, { operation, input }: EntryOf<'attempts.redeem'>): boolean {
  switch (operation.name) {
    case 'link':
      return liveSet(attempt, operation.secret, input.now) !== undefined
    case 'code':
      return holdsCode(attempt, operation.code, input.now)
    case 'claim':
      return attempt.state === 'approved'
    case 'vouched':
      return operation.code === undefined
        ? liveSet(attempt, operation.secret, input.now) !== undefined
        : operation.asker === attempt.asker.hash && holdsCode(attempt, operation.code, input.now)
    default:
      return false
  }
}

const holdsCode = (attempt: AttemptFacts, typed: string | undefined, now: number): boolean =>
  attempt.sets.some(({ code, until }) => code === typed && until > now) && attempt.tries > 0

/** `open` says whether anybody may sign up at this address. */
function signUpRule(open: (address: string) => boolean): Rules<EntryOf<'attempts.redeem'>> {
  return {
    'invariant 13: an account is made only where sign-up is open': ifDone(
      ({ model, attempt, entry }) =>
        userOf(model, attempt)?.registered === true ||
        open(attempt.address) ||
        entry.input.effect.document !== undefined,
    ),
  }
}

const decisionRules: Rules<EntryOf<'attempts.prove' | 'attempts.cancel' | 'attempts.approve'>> = {
  'invariant 2: an attempt is decided only as it was looked at': (model, { input, output }) => {
    const attempt = model.attempts.get(input.id)
    const here = attempt !== undefined && attempt.tenant === input.tenant && attempt.version === input.version
    return output.kind === 'changed' || (here && attempt.expiresAt > input.now && attempt.state !== 'completed')
  },
  'invariant 5: approval takes the secret of a mail that works': (model, { name, input, output, operation }) => {
    const attempt = model.attempts.get(input.id)
    if (name !== 'attempts.approve' || output.kind === 'changed' || !attempt) return true
    return liveSet(attempt, operation.secret, input.now) !== undefined
  },
  'invariant 6: the right number approves, a wrong one shuts approval, a shut one stays shut': (model, entry) => {
    const attempt = model.attempts.get(entry.input.id)
    if (entry.name !== 'attempts.approve' || entry.output.kind === 'changed' || !attempt) return true
    const { input, output, operation } = entry
    const right = operation.number === attempt.number
    const shut = attempt.approvalShut || isSpent(model, input.tenant, input.wrong, input.now)
    return output.kind === (shut ? 'shut' : right ? 'approved' : 'wrong')
  },
  'invariant 14: stopping takes a secret of the mail': (model, { name, input, output, operation }) => {
    const attempt = model.attempts.get(input.id)
    if (name !== 'attempts.cancel' || output.kind !== 'done' || !attempt) return true
    return stops(attempt, operation.secret)
  },
  'invariant 13: a half-way attempt is a proved one': (model, { name, input, output, operation }) => {
    const attempt = model.attempts.get(input.id)
    if (name !== 'attempts.prove' || output.kind !== 'done' || !attempt) return true
    const codes = attempt.sets.some(({ code }) => code === operation.code)
    const link = liveSet(attempt, operation.secret, input.now) !== undefined
    return link || codes || (operation.name === 'claim' && attempt.state === 'approved')
  },
}

const sessionRules: Rules<EntryOf<'sessions.find'>> = {
  'nothing acknowledged is lost: a session is found until it ends, and never after': (model, { input, output }) => {
    const session = model.sessions.get(input.id)
    const alive = session !== undefined && session.tenant === input.tenant && isSessionAlive(session, input.now)
    return alive === (output !== undefined)
  },
  'invariant 15: a session is found with its own user and tenant': (model, { input, output }) => {
    const session = model.sessions.get(input.id)
    return !output || (output.user.id === session?.user && hexOf(output.session.hash) === session.hash)
  },
}

const revokeRules: Rules<EntryOf<'sessions.revoke'>> = {
  'invariant 14: a session is ended by its holder, by who stops it, or by an administrator': (model, entry) => {
    const { input, output, operation } = entry
    const session = model.sessions.get(input.id)
    if (output.kind !== 'revoked') return true
    if (!session || session.ended) return false
    if (operation.name === 'revoke') return true
    const attempt = model.attempts.get(session.attempt)
    if (operation.name === 'stop') return attempt !== undefined && stops(attempt, operation.secret)
    if (operation.name === 'refresh') return isCopied(model, operation, input)
    return (
      operation.name === 'sign-out' && (operation.session === session.hash || holdsToken(model, operation, session))
    )
  },
  'nothing acknowledged is lost: an ended session was there to be ended': (model, { input, output }) => {
    const session = model.sessions.get(input.id)
    const hers = session !== undefined && (input.user === undefined || input.user === session.user)
    const there = hers && !session.ended && session.tenant === input.tenant
    // An expired one may have been swept.
    return output.kind === 'revoked' ? there : !there || !isSessionAlive(session, input.now)
  },
  'invariant 18: events carry no secret': (_model, { input }) => areClean(input.also),
}

/** Reuse ends the family that the token was shown for, and no other. */
function isCopied(
  model: Model,
  { family: id, token }: Operation,
  { id: session, now }: EntryOf<'sessions.revoke'>['input'],
): boolean {
  const family = model.families.get(id ?? '')
  return family?.session === session && isReused(family, token, now)
}

const revokeOfRules: Rules<EntryOf<'sessions.revokeOf'>> = {
  'nothing acknowledged is lost: all sessions of a user end, but the one that stays': (model, { input, output }) => {
    const hers = [...model.sessions.values()].filter(({ id, user, ended }) => {
      return user === input.user && id !== input.except && !ended
    })
    // Expired ones may have been swept.
    const alive = hers.filter((session) => isSessionAlive(session, input.now))
    return output.revoked >= alive.length && output.revoked <= hers.length
  },
}

const userRules: Rules<EntryOf<'users.find'>> = {
  'nothing acknowledged is lost: a user is as she was left': (model, { input, output }) => {
    if (!('address' in input)) return true
    const user = model.users.get(placeOf(input.tenant, input.address))
    return user?.id === output?.id && user?.status === output?.status && user?.version === output?.version
  },
}

const postRules: Rules<EntryOf<'messages.post'>> = {
  'limits: all budgets are charged, or none': (model, { input, output }) => {
    const spent = input.charges.some((charge) => isSpent(model, input.tenant, charge, input.now))
    return spent === (output.kind === 'limited')
  },
  'invariant 18: events carry no secret': (_model, { input }) => areClean(input.also),
}

const queueRules: Rules<EntryOf<'messages.queue'>> = {
  'promise: a held mail is sent once, while its secrets work': (model, { input, output }) => {
    const held = [...model.messages.values()].some(
      ({ tenant, attempt, state, deadline }) =>
        tenant === input.tenant && attempt === input.attempt && state === 'held' && deadline > input.now,
    )
    return held === (output !== undefined)
  },
  'invariant 5: a held mail is sent for who holds a secret of its attempt': (model, { input, output, operation }) => {
    const attempt = model.attempts.get(input.attempt)
    if (!output || !attempt) return true
    const secret = operation.secret ?? ''
    // A resend may have pushed the link out since it was found.
    const links = operation.quiet ? attempt.sets : [...attempt.sets, ...attempt.superseded]
    return links.some(({ link }) => link === secret) || operation.asker === attempt.asker.hash
  },
}

const claimRules: Rules<EntryOf<'messages.claim'>> = {
  'outbox: a message is leased to one node at a time': (model, { input, output }) =>
    output.every(({ id }) => {
      const message = model.messages.get(id)
      return message !== undefined && message.state === 'queued' && message.dueAt <= input.now
    }),
  'nothing acknowledged is lost: what is due is taken': (model, { input, output }) => {
    if (output.length >= input.limit) return true
    const taken = new Set<string>(output.map(({ id }) => id))
    return [...model.queued].every((id) => taken.has(id) || (model.messages.get(id)?.dueAt ?? 0) > input.now)
  },
}

const keys = new Set(['id', 'type', 'application', 'attempt', 'user', 'session', 'asked', 'reason', 'actor', 'about'])

function areClean({ events }: Also): boolean {
  return events.every(
    (event) =>
      Object.keys(event).every((key) => keys.has(key)) &&
      !/[A-Za-z0-9_-]{43}/.test(JSON.stringify(event)) &&
      [event.reason ?? 'none', ...Object.values(event.about ?? {})].every((word) => /^[a-z][a-z-]{1,30}$/.test(word)),
  )
}

function addressOf(model: Model, { input }: EntryOf<'attempts.issue' | 'attempts.resend'>): string | undefined {
  return 'attempt' in input ? input.attempt.address.key : model.attempts.get(input.id)?.address
}

type Stored = NonNullable<EntryOf<'attempts.find'>['output']>['attempt']

/** Whether the row is what the model says. */
export function isAs(attempt: AttemptFacts, row: Stored): boolean {
  const marks = (sets: readonly { readonly mark: string }[]): string => sets.map(({ mark }) => mark).join()
  return (
    row.state === attempt.state &&
    row.version === attempt.version &&
    row.tries === attempt.tries &&
    row.approvalShut === attempt.approvalShut &&
    row.opens === attempt.opens &&
    row.expiresAt === attempt.expiresAt &&
    row.finish?.session === attempt.finish?.session &&
    row.asker.id === attempt.asker.id &&
    hexOf(row.asker.hash) === attempt.asker.hash &&
    marks(row.sets) === marks(attempt.sets) &&
    marks(row.superseded) === marks(attempt.superseded)
  )
}
