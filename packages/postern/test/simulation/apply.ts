/** Every command that took effect, carried over to the model. What may have effect is the rules' business. */
import type { SecretSet } from '../../src/domain/attempt.ts'
import type { MessageDraft, MessageSecrets } from '../../src/domain/message.ts'
import type { Settlement } from '../../src/ports/records.ts'
import type { Also, Charge } from '../../src/ports/written.ts'
import { type Entry, type EntryOf, hexOf } from './entry.ts'
import { openFamily, rotate } from './families.ts'
import { acceptInvitation, putInvitation } from './invitations.ts'
import {
  type AttemptFacts,
  type Hit,
  isKnown,
  isUndecided,
  type Model,
  placeOf,
  type SetFacts,
  type UserFacts,
  userOf,
} from './model.ts'

export function apply(model: Model, entry: Entry): void {
  switch (entry.name) {
    case 'attempts.issue':
      return issue(model, entry)
    case 'attempts.resend':
      return resend(model, entry)
    case 'attempts.takeTry':
      return takeTry(model, entry)
    case 'attempts.giveTryBack':
      return giveTryBack(model, entry)
    case 'attempts.redeem':
      return redeem(model, entry)
    case 'attempts.prove':
    case 'attempts.cancel':
      return change(model, entry)
    case 'attempts.approve':
      return approve(model, entry)
    case 'attempts.note':
      return note(model, entry)
    case 'attempts.endAll':
      return endAll(model, entry)
    case 'sessions.touch':
      return touch(model, entry)
    case 'sessions.revoke':
      return revoke(model, entry)
    case 'sessions.revokeOf':
      return revokeOf(model, entry)
    case 'families.rotate':
      return rotate(model, entry)
    case 'users.change':
      return changeUser(model, entry)
    case 'invitations.put':
      return put(model, entry)
    case 'messages.post':
      return posted(model, entry)
    case 'messages.queue':
      return queue(model, entry)
    case 'messages.claim':
      return claim(model, entry)
    case 'messages.settle':
      return settle(model, entry)
    case 'messages.release':
      return release(model, entry)
    case 'events.seal':
      return seal(model, entry)
    default:
      return undefined
  }
}

function also(model: Model, tenant: string, now: number, { events, messages }: Also): void {
  const ids = model.events.get(tenant) ?? new Set()
  for (const { id, type } of events) {
    ids.add(id)
    if (type === 'sign-in.completed') model.counts.completed++
  }
  model.events.set(tenant, ids)
  for (const message of messages) post(model, tenant, now, message)
}

function post(model: Model, tenant: string, now: number, draft: MessageDraft): void {
  if (draft.state === 'queued') model.queued.add(draft.id)
  const invitation = draft.facts.about?.['invitation']
  model.messages.set(draft.id, {
    id: draft.id,
    tenant,
    attempt: draft.attempt ?? '',
    ...(invitation !== undefined && { invitation: String(invitation) }),
    to: draft.to.key,
    kind: draft.facts.kind,
    mark: draft.facts.mark,
    deadline: draft.deadline,
    postedAt: now,
    state: draft.state,
    owner: draft.lease.owner,
    leaseUntil: draft.lease.until,
    nextAt: now,
    dueAt: draft.lease.until,
    tries: 0,
    arrived: 0,
  })
}

function charge(model: Model, tenant: string, now: number, charges: readonly Charge[]): void {
  for (const { key, windows, grain } of charges) {
    const longest = Math.max(...windows.map(({ length }) => length))
    const place = placeOf(tenant, key)
    const hits = (model.budgets.get(place) ?? []).filter(({ time }) => time > now - longest)
    const time = grain > 0 ? now - (now % grain) : now
    const last = hits.at(-1)
    if (last && last.time >= time) last.count++
    else hits.push({ time, count: 1 })
    model.budgets.set(place, hits)
  }
}

function giveBack(model: Model, tenant: string, charges: readonly Charge[]): void {
  for (const { key } of charges) {
    const hits: Hit[] = model.budgets.get(placeOf(tenant, key)) ?? []
    const last = hits.at(-1)
    if (last) last.count--
    if (last?.count === 0) hits.pop()
  }
}

/** What a mail to this address costs, whoever charges for it. */
function countMail(
  model: Model,
  { operation, input }: EntryOf<'attempts.issue' | 'attempts.resend'>,
  to: string,
): void {
  const { tenant, now } = input
  if (isKnown(model, tenant, to, { browser: operation.client?.browser?.id, hash: operation.browser }, now)) return
  const place = placeOf(tenant, to)
  const day = 24 * 3600_000
  model.mails.set(place, [...(model.mails.get(place) ?? []).filter((time) => time > now - day), now])
}

function setOf(model: Model, set: SecretSet, { messages }: Also): SetFacts {
  const secrets = model.sealed.get(messages[0]?.id ?? '') ?? model.drawn.get(hexOf(set.link)) ?? nothing
  return { ...secrets, mark: set.mark, askedAt: set.askedAt, until: set.until }
}

const nothing: MessageSecrets = { link: '', cancel: '', code: '' }

/** The attempts of an asker that have come to nothing yet, expired ones included. */
function openOf(model: Model, tenant: string, asker: AttemptFacts['asker']): readonly AttemptFacts[] {
  return underWay(model, tenant, asker.id).filter(({ asker: { hash } }) => hash === asker.hash)
}

function underWay(model: Model, tenant: string, asker: string): readonly AttemptFacts[] {
  return [...(model.asked.get(placeOf(tenant, asker)) ?? [])].filter(({ state }) => isUndecided(state))
}

function ask(model: Model, attempt: AttemptFacts): void {
  const place = placeOf(attempt.tenant, attempt.asker.id)
  model.asked.set(place, (model.asked.get(place) ?? new Set()).add(attempt))
}

function end(attempt: AttemptFacts): void {
  attempt.state = 'cancelled'
  attempt.version++
}

function issue(model: Model, entry: EntryOf<'attempts.issue'>): void {
  const { input, output } = entry
  if (output.kind !== 'issued') return
  const { attempt, tenant, now } = input
  countMail(model, entry, attempt.address.key)
  charge(model, tenant, now, input.charges)
  const asker = { id: attempt.asker.id, hash: hexOf(attempt.asker.hash) }
  const others = input.newestOnly ? underWay(model, tenant, asker.id) : openOf(model, tenant, asker)
  for (const other of others) {
    const same = other.application === attempt.application && other.address === attempt.address.key
    if (input.newestOnly || same) end(other)
  }
  const facts: AttemptFacts = {
    id: attempt.id,
    tenant,
    application: attempt.application,
    address: attempt.address.key,
    asker,
    number: attempt.number,
    purpose: attempt.purpose,
    ...(attempt.about?.mode && { mode: attempt.about.mode }),
    maxTries: attempt.maxTries,
    createdAt: now,
    state: 'open',
    version: 1,
    tries: 0,
    approvalShut: false,
    opens: 0,
    expiresAt: attempt.set.until,
    sets: [setOf(model, attempt.set, input.also)],
    superseded: [],
    notices: [],
    compared: new Set(),
  }
  model.attempts.set(facts.id, facts)
  const old = facts.mode === 'pressed' && entry.operation.name === 'again' ? entry.operation.attempt : undefined
  const pressed = model.attempts.get(old ?? '')
  if (pressed) pressed.pressed = (pressed.pressed ?? 0) + 1
  ask(model, facts)
  also(model, tenant, now, input.also)
}

function resend(model: Model, entry: EntryOf<'attempts.resend'>): void {
  const { input, output } = entry
  const attempt = model.attempts.get(input.id)
  if (output.kind !== 'issued' || !attempt) return
  const { tenant, now, keep } = input
  countMail(model, entry, attempt.address)
  charge(model, tenant, now, input.charges)
  const all = [...attempt.sets, setOf(model, input.set, input.also)]
  attempt.sets = all.slice(-keep)
  attempt.superseded = [...attempt.superseded, ...all.slice(0, -keep)].slice(-20)
  attempt.expiresAt = Math.max(...attempt.sets.map(({ until }) => until))
  attempt.version++
  also(model, tenant, now, input.also)
}

function takeTry(model: Model, { input, output }: EntryOf<'attempts.takeTry'>): void {
  const attempt = model.attempts.get(input.id)
  if (output.kind !== 'taken' || !attempt) return
  attempt.tries++
  charge(model, input.tenant, input.now, input.charges)
}

function giveTryBack(model: Model, { input, output, operation }: EntryOf<'attempts.giveTryBack'>): void {
  const attempt = model.attempts.get(input.id)
  if (output.kind !== 'done' || !attempt) return
  attempt.tries--
  attempt.compared.delete(operation.code ?? '')
  giveBack(model, input.tenant, input.charges)
}

function redeem(model: Model, entry: EntryOf<'attempts.redeem'>): void {
  const { input, output, operation } = entry
  const attempt = model.attempts.get(input.id)
  if (output.kind !== 'done' || !attempt) return
  const { tenant, now, effect } = input
  const { session, browser } = effect
  operation.made = session.id
  attempt.state = 'completed'
  attempt.version++
  attempt.finish = { session: session.id, at: now, by: effect.finish.by }
  const user = userOf(model, attempt) ?? {
    id: effect.user,
    tenant,
    address: attempt.address,
    status: 'active',
    factors: 0,
    version: 1,
    unproved: effect.newUser?.unproved ?? false,
    registered: false,
    roles: [],
  }
  user.registered ||= effect.register
  user.roles = effect.roles ?? user.roles
  acceptInvitation(model, entry)
  model.users.set(placeOf(tenant, attempt.address), user)
  if (effect.firstProof !== undefined) dropUnproved(model, user)
  const replaced = effect.replaces && model.sessions.get(effect.replaces)
  if (replaced) replaced.ended = true
  model.counts.sessions++
  model.sessions.set(session.id, {
    id: session.id,
    tenant,
    user: user.id,
    attempt: attempt.id,
    browser: browser.id,
    hash: hexOf(session.hash),
    idleUntil: session.idleUntil,
    seenAt: now,
    expiresAt: session.expiresAt,
    ended: false,
    ...(effect.rebind && { binding: hexOf(effect.rebind.toHash) }),
  })
  openFamily(model, entry)
  model.browsers.set(placeOf(tenant, browser.id, user.id), { hash: hexOf(browser.hash), until: browser.until })
  rebind(model, attempt, effect.rebind)
  giveBack(model, tenant, effect.giveBack)
  also(model, tenant, now, input.also)
}

/** The first proof of an address ends whatever was had of the account before. */
function dropUnproved(model: Model, user: UserFacts): void {
  user.unproved = false
  user.version++
  endSessions(model, user.id)
}

function rebind(model: Model, done: AttemptFacts, to: EntryOf<'attempts.redeem'>['input']['effect']['rebind']): void {
  if (!to) return
  for (const attempt of openOf(model, done.tenant, { id: to.from, hash: hexOf(to.fromHash) })) {
    if (attempt.application === done.application && attempt.address === done.address) end(attempt)
    else {
      model.asked.get(placeOf(attempt.tenant, attempt.asker.id))?.delete(attempt)
      attempt.asker = { id: to.to, hash: hexOf(to.toHash) }
      ask(model, attempt)
      attempt.version++
    }
  }
}

function change(model: Model, { name, input, output }: EntryOf<'attempts.prove' | 'attempts.cancel'>): void {
  const attempt = model.attempts.get(input.id)
  if (output.kind !== 'done' || !attempt) return
  attempt.state = name === 'attempts.prove' ? 'proved' : 'cancelled'
  attempt.version++
  also(model, input.tenant, input.now, input.also)
}

function approve(model: Model, { input, output }: EntryOf<'attempts.approve'>): void {
  const attempt = model.attempts.get(input.id)
  if (!attempt || (output.kind !== 'approved' && output.kind !== 'wrong')) return
  attempt.version++
  if (output.kind === 'wrong') {
    attempt.approvalShut = true
    charge(model, input.tenant, input.now, [input.wrong])
    return also(model, input.tenant, input.now, input.alsoWrong)
  }
  attempt.state = 'approved'
  attempt.notices = [...attempt.notices, model.sealed.get(input.also.messages[0]?.id ?? '')?.cancel ?? '']
  also(model, input.tenant, input.now, input.also)
}

function note(model: Model, { input }: EntryOf<'attempts.note'>): void {
  const attempt = model.attempts.get(input.id)
  if (!attempt || attempt.tenant !== input.tenant || attempt.opens >= input.most) return
  attempt.opens++
  also(model, input.tenant, input.now, input.also)
}

function endAll(model: Model, { input }: EntryOf<'attempts.endAll'>): void {
  for (const attempt of openOf(model, input.tenant, { id: input.asker, hash: hexOf(input.hash) })) end(attempt)
}

function touch(model: Model, { input }: EntryOf<'sessions.touch'>): void {
  const session = model.sessions.get(input.id)
  const alive = session && !session.ended && session.seenAt <= input.now
  if (!alive || session.idleUntil <= input.now || session.expiresAt <= input.now) return
  session.seenAt = input.now
  session.idleUntil = input.idleUntil
}

function revoke(model: Model, { input, output }: EntryOf<'sessions.revoke'>): void {
  const session = model.sessions.get(input.id)
  const { tenant, forgets } = input
  const forgotten = forgets && model.browsers.get(placeOf(tenant, forgets.browser, forgets.user))
  if (forgotten) forget(forgotten, model.time)
  if (output.kind !== 'revoked' || !session) return
  session.ended = true
  also(model, input.tenant, input.now, input.also)
}

function revokeOf(model: Model, { input, output }: EntryOf<'sessions.revokeOf'>): void {
  endSessions(model, input.user, input.except)
  if (output.revoked > 0) also(model, input.tenant, input.now, input.also)
}

function endSessions(model: Model, user: string, except?: string): void {
  for (const session of model.sessions.values())
    if (session.user === user && session.id !== except) session.ended = true
  const own = model.sessions.get(except ?? '')?.browser ?? ''
  for (const [place, browser] of model.browsers)
    if (place.endsWith(placeOf('', user)) && !place.endsWith(placeOf('', own, user))) forget(browser, model.time)
}

/** Who found it known a moment ago goes on as it was. */
function forget(browser: { until: number }, now: number): void {
  browser.until = Math.min(browser.until, now)
}

function changeUser(model: Model, { input, output }: EntryOf<'users.change'>): void {
  const user = [...model.users.values()].find(({ id }) => id === input.id)
  if (output.kind !== 'done' || !user) return
  user.status = input.status ?? user.status
  user.factors = input.factors?.length ?? user.factors
  user.version++
  if (input.ends) {
    endSessions(model, user.id)
    dropMails(model, user, input.now)
  }
  also(model, input.tenant, input.now, input.also)
}

function dropMails(model: Model, { tenant, address }: UserFacts, now: number): void {
  for (const id of model.queued) {
    const message = model.messages.get(id)
    if (!message || message.tenant !== tenant || message.to !== address) continue
    message.state = 'dropped'
    message.leaseUntil = now
    model.queued.delete(id)
  }
}

function put(model: Model, entry: EntryOf<'invitations.put'>): void {
  const { input, output } = entry
  if (output.kind !== 'done') return
  putInvitation(model, entry)
  charge(model, input.tenant, input.now, input.charges)
  also(model, input.tenant, input.now, input.also)
}

function posted(model: Model, { input, output }: EntryOf<'messages.post'>): void {
  if (output.kind !== 'queued') return
  charge(model, input.tenant, input.now, input.charges)
  also(model, input.tenant, input.now, input.also)
}

function queue(model: Model, { input, output }: EntryOf<'messages.queue'>): void {
  const message = output && model.messages.get(output.id)
  if (!message) return
  message.state = 'queued'
  message.owner = input.owner
  message.leaseUntil = message.dueAt = input.until
  message.nextAt = input.now
  model.queued.add(message.id)
}

function claim(model: Model, { input, output }: EntryOf<'messages.claim'>): void {
  for (const { id } of output) {
    const message = model.messages.get(id)
    if (!message) continue
    message.owner = input.owner
    message.leaseUntil = input.until
    message.dueAt = input.until
    message.tries++
  }
}

function settle(model: Model, { input }: EntryOf<'messages.settle'>): void {
  for (const settlement of input.settlements) {
    const message = model.messages.get(settlement.id)
    if (!message || message.state !== 'queued' || message.owner !== settlement.owner) continue
    const { outcome } = settlement
    if (outcome.kind === 'again') {
      message.owner = ''
      message.nextAt = message.dueAt = message.leaseUntil = outcome.at
      continue
    }
    message.state = outcome.kind
    message.leaseUntil = input.now
    model.queued.delete(message.id)
    if (outcome.kind === 'sent') shorten(model, settlement, outcome.worksUntil)
    if (settlement.event) also(model, input.tenant, input.now, { events: [settlement.event], messages: [] })
  }
}

function shorten(model: Model, { id }: Settlement, until: number): void {
  const message = model.messages.get(id)
  const attempt = model.attempts.get(message?.attempt ?? '')
  const set = attempt?.sets.find(({ mark }) => mark === message?.mark)
  if (!attempt || !set || !isUndecided(attempt.state) || set.until <= until) return
  set.until = until
  attempt.expiresAt = Math.max(...attempt.sets.map((each) => each.until))
}

function release(model: Model, { input }: EntryOf<'messages.release'>): void {
  for (const id of model.queued) {
    const message = model.messages.get(id)
    if (!message || message.owner !== input.owner) continue
    message.owner = ''
    message.leaseUntil = input.now
    message.dueAt = Math.max(message.nextAt, Math.min(message.dueAt, input.now))
  }
}

function seal(model: Model, { input, output }: EntryOf<'events.seal'>): void {
  if (output.kind === 'done') model.seals.set(input.tenant, { head: input.link, last: input.last })
}
