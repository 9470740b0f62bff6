/**
 * Looks into the store behind everybody's back: what a command touched must be as the model says, and in the end all of it.
 */
import type { Instant } from '../../src/domain/instant.ts'
import { type Invitation, invitationKind } from '../../src/domain/invitation.ts'
import { isLinkOf } from '../../src/engine/events/seal.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Vault } from '../../src/ports/vault.ts'
import { type Entry, hexOf } from './entry.ts'
import { isFamilyAlive } from './families.ts'
import { isSessionAlive, type MessageFacts, type Model, placeOf } from './model.ts'
import { isAs } from './rules.ts'

type At = { readonly tenant: never; readonly now: Instant }

/** What is wrong with the rows that this command touched. */
export async function audit(store: Store, clock: Clock, model: Model, entry: Entry): Promise<string | undefined> {
  switch (entry.name) {
    case 'attempts.issue':
      return entry.output.kind === 'issued' ? auditAttempt(store, clock, model, entry.input.attempt.id) : undefined
    case 'attempts.resend':
    case 'attempts.takeTry':
    case 'attempts.giveTryBack':
    case 'attempts.redeem':
    case 'attempts.prove':
    case 'attempts.approve':
    case 'attempts.cancel':
      return auditAttempt(store, clock, model, entry.input.id)
    case 'invitations.put':
      return entry.output.kind === 'done' ? auditInvitation(store, clock, model, entry.input) : undefined
    case 'families.rotate':
      return auditFamily(store, clock, model, entry.input.id)
    case 'messages.settle':
      return auditMessages(store, clock, model, entry.input.settlements[0]?.id)
    case 'messages.claim':
      return auditMessages(store, clock, model, entry.output[0]?.id)
    default:
      return undefined
  }
}

async function auditAttempt(store: Store, clock: Clock, model: Model, id: string): Promise<string | undefined> {
  const attempt = model.attempts.get(id)
  if (!attempt) return undefined
  const found = await store.attempts.find({ tenant: attempt.tenant, now: clock.now(), id } as never)
  if (!found) return 'nothing acknowledged is lost: an attempt is there'
  return isAs(attempt, found.attempt) ? undefined : 'invariant 2, 4, 9: an attempt is what its commands made of it'
}

async function auditFamily(store: Store, clock: Clock, model: Model, id: string): Promise<string | undefined> {
  const facts = model.families.get(id)
  if (!facts) return undefined
  const { tenant, first } = facts
  const found = await store.families.find({ tenant, now: clock.now(), id, spent: first } as never)
  // Only now has the model heard of all that was committed together.
  if (!isFamilyAlive(model, facts, clock.now())) return undefined
  if (!found) return 'nothing acknowledged is lost: a family lives until its session ends'
  const is = hexOf(found.family.hash) === facts.hash && found.spent === facts.rotations.has(first)
  return is ? undefined : 'invariant 2: a family is what its refreshes made of it'
}

async function auditInvitation(
  store: Store,
  clock: Clock,
  model: Model,
  { tenant, id }: { readonly tenant: string; readonly id: string },
): Promise<string | undefined> {
  const facts = model.invitations.get(placeOf(tenant, id))
  const row = await store.documents.find({ tenant, now: clock.now(), kind: invitationKind, id } as never)
  if (!facts || !row) return 'nothing acknowledged is lost: an invitation is kept'
  const { id: named, state } = JSON.parse(row.json) as Invitation
  const same = named === facts.id && state === facts.state && row.version === facts.version
  return same ? undefined : 'invariant 12: an invitation is what its commands made of it'
}

async function auditMessages(store: Store, clock: Clock, model: Model, id = ''): Promise<string | undefined> {
  const message = model.messages.get(id)
  // Messages are listed by their attempt.
  if (!message?.attempt) return undefined
  const at = { tenant: message.tenant, now: clock.now() } as At
  const rows = await store.messages.list({ ...at, attempt: message.attempt as never })
  const row = rows.find((one) => one.id === id)
  if (!row) return 'nothing acknowledged is lost: a message has its row'
  return isMessage(message, row, at.now)
    ? undefined
    : 'outbox: a message is settled by who leases it, and by nobody else'
}

function isMessage(
  message: MessageFacts,
  row: Awaited<ReturnType<Store['messages']['list']>>[number],
  now: number,
): boolean {
  // Whoever claims next also ends what was held for too long.
  const over = message.state === 'held' && message.deadline <= now && row.state === 'expired'
  return (
    (row.state === message.state || over) &&
    row.tries === message.tries &&
    row.to.key === message.to &&
    (row.state !== 'queued' || (row.lease.owner === message.owner && row.lease.until === message.leaseUntil))
  )
}

/** Everything, once the world has come to rest. */
export async function auditAll(store: Store, clock: Clock, model: Model, vault: Vault): Promise<string | undefined> {
  for (const id of model.messages.keys()) {
    const wrong = isOld(model, id, clock.now()) ? undefined : await auditMessages(store, clock, model, id)
    if (wrong) return wrong
  }
  for (const { id, tenant, hash, ...session } of model.sessions.values()) {
    const found = await store.sessions.find({ tenant, now: clock.now(), id } as never)
    const alive = isSessionAlive({ id, tenant, hash, ...session }, clock.now())
    if (alive !== (found !== undefined)) return 'nothing acknowledged is lost: a session lives until it ends'
  }
  for (const id of model.families.keys()) {
    const wrong = await auditFamily(store, clock, model, id)
    if (wrong) return wrong
  }
  for (const { tenant, document } of model.invitations.values()) {
    const wrong = await auditInvitation(store, clock, model, { tenant, id: document })
    if (wrong) return wrong
  }
  if (model.queued.size > 0) return 'nothing acknowledged is lost: a message is sent, or ends with a reason'
  if (model.counts.completed !== model.counts.sessions) return 'audit: one sign-in.completed for each session'
  return (await auditEvents(store, clock, model)) ?? auditSeals(store, clock, model, vault)
}

/** Attempts and messages are swept eight days after their end. */
function isOld(model: Model, id: string, now: number): boolean {
  const message = model.messages.get(id)
  return message === undefined || message.deadline <= now - 8 * 86_400_000
}

async function auditEvents(store: Store, clock: Clock, model: Model): Promise<string | undefined> {
  for (const [tenant, committed] of model.events) {
    const [found, ids] = [await allEvents(store, clock, tenant), [...committed]]
    if (found.length !== ids.length || found.some(({ id }, at) => id !== ids[at]))
      return 'audit: the events of a tenant are those of its commands, in their order'
  }
  return undefined
}

async function allEvents(store: Store, clock: Clock, tenant: string) {
  const items = []
  let after: string | undefined
  do {
    const at = { tenant, now: clock.now() } as At
    const page = await store.events.list({ ...at, limit: 1000, ...(after ? { after } : {}) })
    items.push(...page.items)
    after = page.next
  } while (after)
  return items
}

/** The chain of seals covers every event once, in order, and no link was made by anybody without the key. */
async function auditSeals(store: Store, clock: Clock, model: Model, vault: Vault): Promise<string | undefined> {
  for (const tenant of model.events.keys()) {
    const events = await allEvents(store, clock, tenant)
    const seals = await store.events.seals({ tenant, now: clock.now(), limit: 1e6 } as never)
    let [head, next] = ['', 0]
    for (const seal of seals.toReversed()) {
      const covered = events.slice(next, next + seal.count)
      const whole = covered[0]?.sequence === seal.first && covered.at(-1)?.sequence === seal.last
      if (!whole || !isLinkOf({ vault }, { tenant: tenant as never, head, events: covered }, seal.link))
        return 'audit: seals cover all events, in order, each link following from the one before'
      head = seal.link
      next += seal.count
    }
    if (next !== events.length) return 'audit: every event is sealed'
  }
  return undefined
}
