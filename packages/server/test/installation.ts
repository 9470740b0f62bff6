/** An installation with something of everything in it, made through the real engine, and what must be true of it later. */
import { DatabaseSync } from 'node:sqlite'
import { type ManualClock, manualClock } from '../../postern/src/adapters/clock/clock.ts'
import type { Id } from '../../postern/src/domain/id.ts'
import { after, days, minutes } from '../../postern/src/domain/instant.ts'
import { linkOf } from '../../postern/src/engine/events/seal.ts'
import type { StoreSource } from '../../postern/src/ports/store-source.ts'
import { openBrowser } from '../../postern/test/support/browser.ts'
import type { Jar } from '../../postern/test/support/jar.ts'
import { wrongCode } from '../../postern/test/support/mail.ts'
import { closeWorlds, createWorld, start, type World } from '../../postern/test/support/world.ts'

export interface Installation {
  readonly clock: ManualClock
  /** Signed in. */
  readonly ann: Jar
  /** Signed out. */
  readonly bob: Jar
  /** Waiting, with a mail whose link is good. */
  readonly carol: { readonly jar: Jar; readonly token: string }
  /** Approved elsewhere and not claimed yet. */
  readonly dave: { readonly jar: Jar; readonly attemptId: string }
  /** With as many wrong codes behind her as were told. */
  readonly eve: { readonly jar: Jar; readonly attemptId: string; readonly code: string; readonly triesLeft: number }
}

/** Fills the store and closes it. */
export async function fillInstallation(source: StoreSource): Promise<Installation> {
  const clock = manualClock(start)
  await holdTokens(source, clock)
  const world = await createWorld({ store: source, clock })
  const ann = openBrowser(world)
  await ann.signIn('ann@example.com')
  const bob = openBrowser(world)
  await bob.signIn('bob@example.com')
  await bob.call('/sign-out')
  await openBrowser(world).request('run-out@example.com')
  clock.advance(minutes(30))
  const carol = openBrowser(world)
  const { token } = await carol.request('carol@example.com')
  const dave = openBrowser(world)
  const asked = await dave.request('dave@example.com')
  await openBrowser(world).call(`/attempts/${asked.attemptId}/approve`, { token: asked.token, number: asked.number })
  const eve = openBrowser(world)
  const guessed = await eve.request('eve@example.com')
  const guess = { attemptId: guessed.attemptId, code: wrongCode(guessed.code) }
  await eve.call('/code/verify', guess)
  const { triesLeft = -1 } = (await eve.call('/code/verify', guess)).json
  await stopAndHalfWay(world)
  await refuseMails(world)
  await shelve(world)
  await world.runtime.runChores()
  // Sealed and not sealed.
  await openBrowser(world).request('later@example.com')
  await closeWorlds()
  return {
    clock,
    ann: ann.jar,
    bob: bob.jar,
    carol: { jar: carol.jar, token },
    dave: { jar: dave.jar, attemptId: asked.attemptId },
    eve: { jar: eve.jar, attemptId: guessed.attemptId, code: guessed.code, triesLeft },
  }
}

/** Somebody who is in by tokens. */
async function holdTokens(source: StoreSource, clock: ManualClock): Promise<void> {
  const world = await createWorld({ store: source, clock, mode: 'bearer' })
  await openBrowser(world).signIn('frank@example.com')
  await closeWorlds()
}

async function stopAndHalfWay(world: World): Promise<void> {
  const stopped = openBrowser(world)
  const { attemptId, cancel } = await stopped.request('stopped@example.com')
  await openBrowser(world).call(`/attempts/${attemptId}/cancel`, { token: cancel })
  const careful = openBrowser(world)
  await careful.signIn('careful@example.com')
  await world.setUser('careful@example.com', { factors: ['totp'] })
  await careful.call('/sign-out')
  await careful.signIn('careful@example.com')
}

/** A mail that waits with its secrets, an address that was refused, and one that is suppressed. */
async function refuseMails(world: World): Promise<void> {
  world.mail.always({ kind: 'refused', reason: 'no-such-mailbox', suppress: true })
  const refused = await openBrowser(world).call('/magic-link', { email: 'nobody@example.com' })
  await world.delivered(refused.json.attemptId ?? '')
  const until = after(world.clock.now(), days(7))
  const also = { events: [], messages: [] }
  await world.store.suppressions.put(world.at({ address: 'suppressed@example.com', until, reason: 'asked-for', also }))
  world.clock.advance(minutes(1))
  world.mail.always({ kind: 'later', reason: 'greylisted' })
  const { json } = await openBrowser(world).call('/magic-link', { email: 'waiting@example.com' })
  await world.delivered(json.attemptId ?? '')
  world.mail.always()
}

async function shelve({ store, at, clock }: World): Promise<void> {
  const document = (id: string, version: number, json: string) =>
    store.documents.put(at({ kind: 'theme', id, version, json }))
  await document('plain', 0, '{"a":1}')
  await document('plain', 1, '{"a":"日本 \\"quoted\\"\\n"}')
  await document('gone', 0, "it's gone")
  await store.documents.remove(at({ kind: 'theme', id: 'gone', version: 1 }))
  const expiresAt = after(clock.now(), days(1))
  for (const id of ['spent', 'whole']) {
    await store.artifacts.put(at({ artifact: { kind: 'hand-off', id, json: '{}', group: 'family', expiresAt } }))
  }
  await store.artifacts.consume(at({ kind: 'hand-off', id: 'spent' }))
}

/** Recomputes every seal over the events that it covers. Answers how many there are; throws where one is broken. */
export async function verifyChain(world: World): Promise<number> {
  const seals = [...(await world.store.events.seals(world.at({ limit: 1000 })))].reverse()
  const events = await world.events()
  let head = ''
  for (const { link, first, last, count } of seals) {
    const sealed = events.filter(({ sequence }) => sequence >= first && sequence <= last)
    if (sealed.length !== count) throw new Error(`a seal covers ${count} events, and there are ${sealed.length}`)
    const tenant = world.scope.tenant.id as Id<'tenant'>
    if (linkOf(world.runtime.ports, tenant, head, sealed) !== link) throw new Error('a seal does not fit its events')
    head = link
  }
  return seals.length
}

/** Rows by table, straight from the file. */
export function rowsOfFile(path: string): Readonly<Record<string, number>> {
  const database = new DatabaseSync(path, { readOnly: true })
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'postern_%'`).all()
  const counts = tables
    .map(({ name }) => String(name))
    .filter((name) => !['postern_meta', 'postern_migrations', 'postern_moves'].includes(name))
    .map((name) => [name, Number(database.prepare(`SELECT count(*) AS rows FROM ${name}`).get()?.['rows'])] as const)
  database.close()
  return Object.fromEntries(counts)
}
