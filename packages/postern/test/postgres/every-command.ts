/** Every command of a store once, by its name, each with an input that means something to the one before. */
import { familyOf } from '../../src/domain/family.ts'
import type { Id } from '../../src/domain/id.ts'
import { after, days, hours, minutes } from '../../src/domain/instant.ts'
import { application } from '../../src/ports/conformance/drafts.ts'
import { handOver } from '../../src/ports/conformance/hand-offs.ts'
import {
  budget,
  completed,
  effectFor,
  look,
  nothing,
  prepare,
  request,
  requested,
  signIn,
  type World,
} from '../../src/ports/conformance/world.ts'
import type { AdoptedUser } from '../../src/ports/records.ts'

export type Calls = Readonly<Record<string, () => Promise<unknown>>>

/** What the calls stand on is made first. */
export async function everyCommand(world: World): Promise<Calls> {
  const { store, draw, at, now } = world
  const asked = draw.attempt(now)
  const [open, proving, approving, cancelling, resending, fulfilling] = [
    await request(world),
    await request(world),
    await request(world),
    await request(world),
    await request(world),
    await request(world),
  ]
  const added = draw.address()
  const found = await look(world, open.id)
  const effect = effectFor(world, found, { giveBack: [budget('tries', 5)] })
  const family = { id: draw.id<'family'>(now), hash: draw.hash(), expiresAt: after(now, days(30)) }
  const { user, effect: made } = await signIn(world, {}, { family })
  const handed = await handOver(world)
  const handOff = handed.artifact.id as Id<'hand-off'>
  const set = draw.set(now)
  const also = { events: [draw.event(now, 'link.opened')], messages: [] }
  const artifact = draw.artifact(now)
  const stranger: AdoptedUser = {
    id: 'cm3x' as AdoptedUser['id'],
    address: draw.attempt(now).address,
    status: 'active',
    roles: ['editor'],
    createdAt: now,
    provedAt: now,
    event: draw.event(now, 'user.created'),
  }
  const note = { kind: 'note', id: 'a' }
  const about = (id: typeof open.id) => at({ id, version: 1 })
  return {
    'attempts.prepare': () => prepare(world, open.address, draw.id(now)),
    'attempts.issue': () =>
      store.attempts.issue(at({ attempt: asked, charges: [budget('a', 5)], also: requested(world, asked) })),
    'attempts.find': () => store.attempts.find(at({ id: open.id })),
    'attempts.resend': () =>
      store.attempts.resend({ ...about(resending.id), set, keep: 3, charges: [budget('b', 5)], also }),
    'attempts.takeTry': () => store.attempts.takeTry(at({ id: open.id, charges: [budget('tries', 5)] })),
    'attempts.giveTryBack': () => store.attempts.giveTryBack(at({ id: open.id, charges: [budget('tries', 5)] })),
    'attempts.redeem': () =>
      store.attempts.redeem({
        ...about(open.id),
        userVersion: undefined,
        effect,
        also: completed(world, open.id, effect),
      }),
    'attempts.fulfil': () =>
      store.attempts.fulfil({
        ...about(fulfilling.id),
        userVersion: user.version,
        effect: {
          user: user.id,
          session: made.session.id,
          finish: { by: 'asker', asked: {} },
          giveBack: [budget('tries', 5)],
          proved: { hash: draw.hash() },
          addresses: { add: added, primary: added, record: draw.artifact(now) },
        },
        also,
      }),
    'attempts.prove': () => store.attempts.prove({ ...about(proving.id), artifact: draw.artifact(now), also }),
    'attempts.approve': () =>
      store.attempts.approve({
        ...about(approving.id),
        number: approving.number,
        cancel: draw.hash(),
        wrong: budget('c', 3),
        also,
        alsoWrong: nothing,
      }),
    'attempts.cancel': () => store.attempts.cancel({ ...about(cancelling.id), also }),
    'attempts.note': () => store.attempts.note(at({ id: open.id, most: 20, also })),
    'attempts.endAll': () => store.attempts.endAll(at({ asker: resending.asker.id as never, hash: draw.hash() })),
    'sessions.find': () => store.sessions.find(at({ id: made.session.id })),
    'sessions.findHolder': () =>
      store.sessions.findHolder(at({ id: made.session.id, application: made.session.application })),
    'sessions.touch': () => store.sessions.touch(at({ id: made.session.id, idleUntil: after(now, hours(2)) })),
    'sessions.list': () => store.sessions.list(at({ user: user.id })),
    'families.find': () => store.families.find(at({ id: family.id, spent: 'a' })),
    'families.rotate': () =>
      store.families.rotate(
        at({
          id: family.id,
          user: user.id,
          userVersion: user.version,
          from: family.hash,
          to: draw.hash(),
          idleUntil: after(now, hours(3)),
          spent: 'a',
        }),
      ),
    'handOffs.find': () => store.handOffs.find(at({ id: handOff })),
    'handOffs.exchange': () =>
      store.handOffs.exchange(
        at({
          id: handOff,
          user: handed.user.id,
          userVersion: handed.user.version,
          keptUntil: after(now, minutes(10)),
          family: { ...family, id: familyOf(handed.effect.session.id) },
          also,
        }),
      ),
    'sessions.revokeOf': () => store.sessions.revokeOf(at({ user: user.id, except: made.session.id, also })),
    'sessions.revokeAll': () =>
      store.sessions.revokeAll({ now, before: now, browsers: false, limit: 5, event: draw.event(now, 'link.opened') }),
    'sessions.revoke': () =>
      store.sessions.revoke(at({ id: made.session.id, forgets: { user: user.id, browser: made.browser.id }, also })),
    'users.find': () => store.users.find(at({ id: user.id })),
    'users.change': () => store.users.change(at({ id: user.id, version: user.version, status: 'banned', also })),
    'addresses.list': () => store.addresses.list(at({ user: user.id })),
    'addresses.change': () =>
      store.addresses.change(
        at({
          user: user.id,
          version: user.version,
          change: { giveUp: { keys: [added.key], until: after(now, days(7)) }, drop: ['x'], restore: ['y'] },
          spend: { kind: artifact.kind, id: artifact.id },
          endSessions: true,
          also,
        }),
      ),
    'attempts.list': () => store.attempts.list(at({ address: open.address.key, limit: 5 })),
    'registrations.list': () => store.registrations.list(at({ user: user.id })),
    'registrations.put': () =>
      store.registrations.put(at({ user: user.id, version: user.version, application, roles: ['editor'], also })),
    'registrations.remove': () =>
      store.registrations.remove(at({ user: user.id, version: user.version, application, also })),
    'suppressions.put': () =>
      store.suppressions.put(at({ address: 'a@example.com', until: after(now, days(7)), reason: 'by-hand', also })),
    'suppressions.find': () => store.suppressions.find(at({ address: 'a@example.com' })),
    'suppressions.list': () => store.suppressions.list(at({ limit: 5 })),
    'suppressions.remove': () => store.suppressions.remove(at({ address: 'a@example.com', also })),
    'budgets.read': () => store.budgets.read(at({ keys: ['a', 'b'] })),
    'budgets.clear': () => store.budgets.clear(at({ keys: ['a', 'b'], also })),
    'messages.find': () => store.messages.find(at({ id: draw.id(now) })),
    'messages.page': () => store.messages.page(at({ limit: 5 })),
    'messages.revise': () => store.messages.revise(at({ id: draw.id(now), act: 'cancel', also })),
    'users.findIn': () => store.users.findIn(at({ id: user.id, application })),
    'users.list': () => store.users.list(at({ application, limit: 5 })),
    'users.export': () => store.users.export(at({ id: user.id, limit: 10 })),
    'users.remove': () => store.users.remove(at({ id: user.id, version: user.version, keep: false, also })),
    'invitations.put': () =>
      store.invitations.put(at({ ...note, version: 0, json: '{}', address: 'a', charges: [], also })),
    'users.adopt': () => store.users.adopt(at({ application: open.application, users: [stranger], dryRun: false })),
    'messages.post': () => store.messages.post(at({ charges: [budget('p', 5)], also })),
    'messages.claim': () => store.messages.claim({ now: after(now, minutes(2)), owner: 'n', until: now, limit: 2 }),
    'messages.settle': () => store.messages.settle(at({ settlements: [] })),
    'messages.queue': () => store.messages.queue(at({ attempt: open.id, owner: 'n', until: after(now, minutes(1)) })),
    'messages.waiting': () => store.messages.waiting({ now }),
    'messages.release': () => store.messages.release({ now, owner: 'n' }),
    'messages.list': () => store.messages.list(at({ attempt: open.id })),
    'messages.report': () =>
      store.messages.report(
        at({ id: draw.id(now), artifact: draw.artifact(now), event: draw.event(now, 'message.bounced') }),
      ),
    'messages.calls': () => store.messages.calls(at({ webhook: 'w', limit: 5 })),
    'events.unpublished': () => store.events.unpublished(at({ limit: 5 })),
    'events.publish': () => store.events.publish(at({ from: 0, to: 1, messages: [] })),
    'events.list': () => store.events.list(at({ limit: 10 })),
    'events.unsealed': () => store.events.unsealed({ now, tenants: 5, limit: 10 }),
    'events.seal': () => store.events.seal(at({ head: '', link: 'l', first: 1, last: 2, count: 2 })),
    'events.sealed': () => store.events.sealed({ now, limit: 5 }),
    'events.seals': () => store.events.seals(at({ limit: 10 })),
    'documents.put': () => store.documents.put(at({ ...note, version: 0, json: '{}' })),
    'documents.find': () => store.documents.find(at(note)),
    'documents.list': () => store.documents.list(at({ kind: 'note', limit: 5 })),
    'documents.history': () => store.documents.history(at(note)),
    'documents.use': () => store.documents.use(at({ ...note, every: minutes(1) })),
    'documents.remove': () => store.documents.remove(at({ ...note, version: 1 })),
    'artifacts.put': () => store.artifacts.put(at({ artifact })),
    'artifacts.find': () => store.artifacts.find(at({ kind: artifact.kind, id: artifact.id })),
    'artifacts.consume': () => store.artifacts.consume(at({ kind: artifact.kind, id: artifact.id })),
    'artifacts.revoke': () => store.artifacts.revoke(at({ group: 'g' })),
    sweep: () => store.sweep({ now, limit: 10, keepAttempts: days(1), keepEvents: days(1) }),
    erase: () => store.erase(at({ limit: 10 })),
    time: () => store.time(),
    eventMark: () => store.eventMark(),
    clock: () => store.clock?.() ?? Promise.reject(new Error('This store has no clock')),
    ready: () => store.ready(),
  }
}
