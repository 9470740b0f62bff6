import { afterEach, describe, expect, test, vi } from 'vitest'
import { PosternError } from '../../src/domain/errors.ts'
import { days, minutes, seconds } from '../../src/domain/instant.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Handover } from '../../src/ports/transport.ts'
import { openBrowser } from '../support/browser.ts'
import { createDatabase } from '../support/database.ts'
import { createProgram } from '../support/program.ts'
import { createRecorder } from '../support/recorder.ts'
import { closeWorlds, createWorld, sharedStore, type World } from '../support/world.ts'

afterEach(closeWorlds)

/** Where limits may be off. */
const onLoopback = { baseUrl: 'http://localhost:3000' } as const

const later: Handover = { kind: 'later', reason: 'greylisted' }
const down: Handover = { kind: 'down', reason: 'refused' }

async function ask(world: World, email = 'ada@example.com'): Promise<string> {
  const { json } = await createProgram(world).post('/magic-link', { email })
  const id = json.attemptId ?? ''
  await world.delivered(id)
  return id
}

/** Runs chores whenever something is due, as the loop does, until `until`. */
async function pass(world: World, until: number, step = seconds(1)): Promise<void> {
  while (world.clock.now() < until) {
    world.clock.advance(step)
    await world.runtime.runChores()
  }
}

const only = async (world: World, id: string) => (await world.messages(id))[0]

describe('delivery', () => {
  test('is at once, from memory, and settled', async () => {
    const world = await createWorld()
    const id = await ask(world)
    expect(world.mail.taken).toHaveLength(1)
    expect(await only(world, id)).toMatchObject({ state: 'sent', tries: 0 })
    expect((await world.events(id)).map(({ type, reason }) => [type, reason])).toEqual([
      ['link.requested', undefined],
      ['link.delivered', 'recorder'],
    ])
  })

  test('notes once more what was sent while the database was busy, so that it is sent once', async () => {
    const shared = await sharedStore()
    const store = await shared.open()
    let refusals = 2
    const settle: Store['messages']['settle'] = async (note) => {
      if (refusals-- > 0) throw new PosternError('busy', 'The database is busy.')
      return store.messages.settle(note)
    }
    const world = await createWorld({
      store: { ...shared, open: async () => ({ ...store, messages: { ...store.messages, settle } }) },
    })
    const id = await ask(world)
    expect(await only(world, id)).toMatchObject({ state: 'sent', tries: 0 })
    await pass(world, world.clock.now() + minutes(2), seconds(20))
    expect(world.mail.taken).toHaveLength(1)
    await closeWorlds()
    await shared.end()
  })

  test('is tried again after 2, 5, 15, 30, 60 and then every 60 s', async () => {
    const world = await createWorld()
    world.mail.always(later)
    const began = world.clock.now()
    const id = await ask(world)
    const pauses: number[] = []
    let last: number = began
    while (pauses.length < 8) {
      const message = await only(world, id)
      const next = message?.nextAt ?? 0
      pauses.push((next - last) / 1000)
      last = next
      world.clock.advance(next - world.clock.now())
      await world.runtime.runChores()
    }
    expect(pauses).toEqual([2, 5, 15, 30, 60, 60, 60, 60])
    expect(world.mail.tried).toHaveLength(9)
  })

  test('waits for its time: nothing is tried a moment earlier', async () => {
    const world = await createWorld()
    world.mail.answer(later)
    await ask(world)
    world.clock.advance(seconds(2) - 1)
    await world.runtime.runChores()
    expect(world.mail.tried).toHaveLength(1)
    world.clock.advance(1)
    await world.runtime.runChores()
    expect(world.mail.taken).toHaveLength(1)
  })

  test('of a repeat has the same Message-ID and the same secrets, and the first copy’s link works', async () => {
    const world = await createWorld()
    world.mail.always(later)
    const id = await ask(world)
    await pass(world, world.clock.now() + seconds(30))
    expect(world.mail.tried.length).toBeGreaterThan(3)
    const facts = world.mail.tried.map(({ messageId, to, facts }) => JSON.stringify([messageId, to, facts]))
    expect(new Set(facts).size).toBe(1)
    expect(world.mail.tried[0]?.messageId).toBe(`<${(await only(world, id))?.id}@acme.example>`)
    const token = `${id}.${world.mail.tried[0]?.facts.link?.slice(-43)}`
    expect((await createProgram(world).post('/magic-link/verify', { token })).json.status).toBe('signed-in')
  })

  test('ends when its secrets expire, as failed with the last reason, and is told as an event', async () => {
    const world = await createWorld()
    world.mail.always(later)
    const id = await ask(world)
    await pass(world, world.clock.now() + minutes(21), seconds(5))
    expect(await only(world, id)).toMatchObject({ state: 'failed', reason: 'greylisted' })
    expect((await world.events(id)).at(-1)).toMatchObject({ type: 'link.failed', reason: 'greylisted' })
    const tried = world.mail.tried.length
    await pass(world, world.clock.now() + minutes(5), seconds(30))
    expect(world.mail.tried).toHaveLength(tried)
  })

  test('of a mail that nobody took until it was too late is expired, and is not sent', async () => {
    const store = await sharedStore()
    const slow = createRecorder('slow')
    const one = await createWorld({ store, transports: [slow] })
    const release = slow.hold()
    await createProgram(one).post('/magic-link', { email: 'ada@example.com' })
    const other = await createWorld({ store, clock: one.clock })
    other.clock.advance(minutes(21))
    await other.runtime.runChores()
    expect(other.mail.tried).toEqual([])
    expect(other.told.map(({ type, reason }) => [type, reason])).toEqual([['link.failed', 'too-late']])
    release()
    await closeWorlds()
    await store.end()
  })

  test('of nothing is dropped, queued like any other and unheard of by hooks', async () => {
    const world = await createWorld({ signUp: 'closed' })
    const id = await ask(world)
    expect(await only(world, id)).toMatchObject({ state: 'dropped', facts: { kind: 'none' } })
    expect(world.mail.tried).toEqual([])
    expect((await world.events(id)).map(({ type }) => type)).toEqual(['link.requested'])
  })

  test('is settled whatever letters a mail server says, without those that are none', async () => {
    const world = await createWorld()
    world.mail.answer({ kind: 'refused', reason: '5.7.1 n\0o\ud83d' })
    const id = await ask(world)
    expect(await only(world, id)).toMatchObject({ state: 'failed', reason: '5.7.1 no\ufffd' })
  })

  test('refused for good is failed at once, and the attempt is still the asker’s', async () => {
    const world = await createWorld()
    world.mail.answer({ kind: 'refused', reason: '5.7.1' })
    const id = await ask(world)
    expect(await only(world, id)).toMatchObject({ state: 'failed', reason: '5.7.1' })
    expect((await world.look(id)).attempt.state).toBe('open')
  })

  test('of a transport that throws is tried again, and its words are kept nowhere', async () => {
    const world = await createWorld()
    world.mail.answer(new Error('password=hunter2'))
    const id = await ask(world)
    expect(await only(world, id)).toMatchObject({ state: 'queued', reason: 'transport-threw' })
    await pass(world, world.clock.now() + seconds(5))
    expect((await only(world, id))?.state).toBe('sent')
    expect(JSON.stringify([world.told, await world.events()])).not.toContain('hunter2')
  })

  test('wipes sealed secrets at every end: sent, failed, expired and dropped', async () => {
    const database = await createDatabase()
    const world = await createWorld({ store: database.source })
    await ask(world, 'sent@example.com')
    world.mail.answer({ kind: 'refused', reason: 'no' })
    await ask(world, 'failed@example.com')
    world.mail.answer(later)
    await ask(world, 'expired@example.com')
    const sealed = async () =>
      (await database.query('SELECT state, sealed FROM postern_messages')).map(
        ({ state, sealed }) => `${String(state)} ${sealed === null ? 'wiped' : 'kept'}`,
      )
    expect((await sealed()).sort()).toEqual(['failed wiped', 'queued kept', 'sent wiped'])
    world.clock.advance(minutes(21))
    await world.runtime.runChores()
    expect((await sealed()).sort()).toEqual(['expired wiped', 'failed wiped', 'sent wiped'])
    await closeWorlds()
    await database.remove()
  })
})

describe('circuits', () => {
  test('leave a transport that is down alone for a while, then try it with one pause after the other', async () => {
    const world = await createWorld()
    world.mail.always(down)
    await ask(world, 'one@example.com')
    expect(world.mail.tried).toHaveLength(1)
    await ask(world, 'two@example.com')
    expect(world.mail.tried).toHaveLength(1)
    world.clock.advance(seconds(2))
    world.mail.always()
    await world.runtime.runChores()
    expect(world.mail.taken.map(({ to }) => to).sort()).toEqual(['one@example.com', 'two@example.com'])
  })

  test('close at a success: the next mail leaves at once', async () => {
    const world = await createWorld()
    world.mail.answer(down)
    await ask(world, 'one@example.com')
    world.clock.advance(seconds(2))
    await world.runtime.runChores()
    await ask(world, 'two@example.com')
    expect(world.mail.taken).toHaveLength(2)
  })

  test('lengthen their pauses up to half a minute', async () => {
    const world = await createWorld()
    world.mail.always(down)
    await ask(world)
    const times: number[] = []
    const began = world.clock.now()
    for (let count = 0; count < 240; count++) {
      const before = world.mail.tried.length
      world.clock.advance(seconds(1))
      await world.runtime.runChores()
      if (world.mail.tried.length > before) times.push((world.clock.now() - began) / 1000)
    }
    const pauses = times.slice(1).map((time, at) => time - (times[at] ?? 0))
    expect(Math.max(...pauses)).toBe(60)
    expect(times.slice(0, 3)).toEqual([2, 7, 22])
  })

  test('stay closed for a mail that is only put off, or refused for good', async () => {
    const world = await createWorld()
    world.mail.answer(later, { kind: 'refused', reason: 'no' })
    await ask(world, 'one@example.com')
    await ask(world, 'two@example.com')
    await ask(world, 'three@example.com')
    expect(world.mail.tried.map(({ to }) => to)).toEqual(['one@example.com', 'two@example.com', 'three@example.com'])
  })

  test('hand over to the second transport while the first is down, at once', async () => {
    const [first, second] = [createRecorder('first'), createRecorder('second')]
    const world = await createWorld({ transports: [first, second] })
    first.always(down)
    const id = await ask(world)
    expect([first.tried.length, second.taken.length]).toEqual([1, 1])
    expect((await world.events(id)).at(-1)).toMatchObject({ type: 'link.delivered', reason: 'second' })
    await ask(world, 'bob@example.com')
    expect([first.tried.length, second.taken.length]).toEqual([1, 2])
    first.always()
    world.clock.advance(seconds(2))
    await ask(world, 'eve@example.com')
    expect([first.taken.length, second.taken.length]).toEqual([1, 2])
  })

  test('do not hand a refused or put-off mail to the second transport', async () => {
    const [first, second] = [createRecorder('first'), createRecorder('second')]
    const world = await createWorld({ transports: [first, second] })
    first.answer({ kind: 'refused', reason: 'no' }, later)
    await ask(world)
    await ask(world, 'bob@example.com')
    expect(second.tried).toEqual([])
  })
})

describe('leases', () => {
  async function pair() {
    const store = await sharedStore()
    const one = await createWorld({ store })
    const other = await createWorld({ store, clock: one.clock })
    return { one, other, end: () => closeWorlds().then(store.end) }
  }

  test('keep a message with the node that made it: another does not take it', async () => {
    const { one, other, end } = await pair()
    const release = one.mail.hold()
    await createProgram(one).post('/magic-link', { email: 'ada@example.com' })
    other.clock.advance(seconds(59))
    await other.runtime.runChores()
    expect(other.mail.tried).toEqual([])
    release()
    await vi.waitFor(() => expect(one.mail.taken).toHaveLength(1))
    await end()
  })

  test('end after a minute: the other node delivers, and the first one’s late settlement is ignored', async () => {
    const { one, other, end } = await pair()
    const release = one.mail.hold()
    const { json } = await createProgram(one).post('/magic-link', { email: 'ada@example.com' })
    await vi.waitFor(() => expect(one.mail.tried).toHaveLength(1))
    other.clock.advance(seconds(60))
    await other.runtime.runChores()
    expect(other.mail.taken).toHaveLength(1)
    one.mail.answer({ kind: 'refused', reason: 'late', suppress: true })
    release()
    await one.runtime.close().catch(() => undefined)
    const id = json.attemptId ?? ''
    expect(await only(other, id)).toMatchObject({ state: 'sent' })
    expect((await other.events(id)).map(({ type }) => type)).toEqual(['link.requested', 'link.delivered'])
    expect(one.mail.tried[0]?.messageId).toBe(other.mail.taken[0]?.messageId)
    expect(one.mail.tried[0]?.facts.link).toBe(other.mail.taken[0]?.facts.link)
    await end()
  })

  test('that ended while a message waited for a slot keep a paused node from sending it as well', async () => {
    const { one, other, end } = await pair()
    const release = one.mail.hold()
    for (let at = 0; at < 33; at++)
      await createProgram(one, { peer: `192.0.${at}.1` }).post('/magic-link', { email: `p${at}@example.com` })
    await vi.waitFor(() => expect(one.mail.tried).toHaveLength(32))
    other.clock.advance(seconds(60))
    await other.runtime.runChores()
    expect(other.mail.taken).toHaveLength(33)
    release()
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(one.mail.tried).toHaveLength(32)
    await end()
  })

  test('of a round are waited for by it, and those that come meanwhile are not', async () => {
    const { one, end } = await pair()
    one.mail.always(later)
    const id = await ask(one)
    one.mail.always()
    const release = one.mail.hold()
    await createProgram(one).post('/magic-link', { email: 'somebody@example.com' })
    await vi.waitFor(() => expect(one.mail.tried).toHaveLength(2))
    one.clock.advance(seconds(2))
    const round = one.runtime.runChores()
    await vi.waitFor(() => expect(one.mail.tried).toHaveLength(3))
    const held = one.mail.hold()
    await createProgram(one).post('/magic-link', { email: 'somebody-else@example.com' })
    await vi.waitFor(() => expect(one.mail.tried).toHaveLength(4))
    release()
    await round
    expect([(await only(one, id))?.state, one.mail.taken.length]).toEqual(['sent', 2])
    held()
    await end()
  })

  test('are handed back at shutdown: others take what waited at once', async () => {
    const { one, other, end } = await pair()
    const release = one.mail.hold()
    for (let at = 0; at < 34; at++)
      await createProgram(one, { peer: `192.0.${at}.1` }).post('/magic-link', { email: `p${at}@example.com` })
    await vi.waitFor(() => expect(one.mail.tried).toHaveLength(32))
    const closing = one.runtime.close()
    release()
    await closing
    await other.runtime.runChores()
    expect([one.mail.taken.length, other.mail.taken.length]).toEqual([32, 2])
    await end()
  })

  test('that a mail system takes forever over do not hold a stop up, and are handed back with those behind them', async () => {
    const { one, other, end } = await pair()
    one.mail.always(later)
    for (let at = 0; at < 34; at++)
      await createProgram(one, { peer: `192.0.${at}.1` }).post('/magic-link', { email: `p${at}@example.com` })
    await vi.waitFor(() => expect(one.mail.tried).toHaveLength(34))
    await one.runtime.runChores()
    one.mail.always()
    const release = one.mail.hold()
    one.clock.advance(seconds(2))
    const round = one.runtime.runChores()
    await vi.waitFor(() => expect(one.mail.tried).toHaveLength(34 + 32))
    await one.runtime.close()
    await other.runtime.runChores()
    expect([one.mail.taken.length, other.mail.taken.length]).toEqual([0, 34])
    release()
    await round
    await end()
  }, 30_000)

  test('let two nodes collect side by side without sending twice', async () => {
    const { one, other, end } = await pair()
    one.mail.always(later)
    for (let at = 0; at < 12; at++) await ask(one, `p${at}@example.com`)
    one.mail.always()
    one.clock.advance(seconds(2))
    await Promise.all([
      one.runtime.runChores(),
      other.runtime.runChores(),
      one.runtime.runChores(),
      other.runtime.runChores(),
    ])
    const taken = [...one.mail.taken, ...other.mail.taken].map(({ messageId }) => messageId)
    expect([taken.length, new Set(taken).size]).toEqual([12, 12])
    await end()
  })
})

describe('suppression', () => {
  const gone: Handover = { kind: 'refused', reason: '5.1.1', suppress: true }

  test('needs two strikes within thirty days', async () => {
    const world = await createWorld()
    world.mail.answer(gone)
    await ask(world)
    world.clock.advance(minutes(31 * 24 * 60))
    world.mail.answer(gone)
    await ask(world)
    expect((await only(world, await ask(world)))?.state).toBe('sent')
  })

  test('is for that address alone, and its attempt’s events name no strike', async () => {
    const world = await createWorld()
    world.mail.answer(gone, gone)
    await ask(world)
    world.clock.advance(days(1))
    await ask(world)
    expect((await only(world, await ask(world)))?.state).toBe('dropped')
    expect((await only(world, await ask(world, 'bob@example.com')))?.state).toBe('sent')
  })

  test('never binds a known browser, whose resends are sent too', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    world.mail.answer(gone, gone)
    await ask(world)
    world.clock.advance(days(1))
    await ask(world)
    const { attemptId } = await browser.request('ada@example.com')
    world.clock.advance(minutes(1))
    await browser.call(`/attempts/${attemptId}/resend`)
    expect((await world.delivered(attemptId)).map(({ state }) => state)).toEqual(['sent', 'sent'])
  })
})

describe('the backlog', () => {
  async function askFor(world: World, count: number): Promise<void> {
    for (let at = 0; at < count; at++)
      await createProgram(world).post('/magic-link', { email: `person-${at}@example.com` })
  }

  test('is what waits for a slot, and how long the first of it has waited', async () => {
    const world = await createWorld({ limits: 'off', ...onLoopback })
    const letGo = world.mail.hold()
    await askFor(world, 32)
    await expect.poll(() => world.mail.tried.length).toBe(32)
    expect([...world.runtime.backlogs()]).toEqual([{ waiting: 0, age: 0 }])
    await askFor(world, 1)
    world.clock.advance(seconds(3))
    await askFor(world, 1)
    expect([...world.runtime.backlogs()]).toEqual([{ waiting: 2, age: seconds(3) }])
    expect(await world.runtime.backlogOf(world.scope)).toEqual({ waiting: 2, age: seconds(3) })
    letGo()
    await expect.poll(() => world.mail.taken.length).toBe(34)
    expect([...world.runtime.backlogs()]).toEqual([{ waiting: 0, age: 0 }])
  })

  test('begins later where a transport takes more at once', async () => {
    const mail = createRecorder()
    const letGo = mail.hold()
    const world = await createWorld({ transports: [{ ...mail, atOnce: 10 }], limits: 'off', ...onLoopback })
    await askFor(world, 40)
    await expect.poll(() => mail.tried.length).toBe(40)
    expect([...world.runtime.backlogs()]).toEqual([{ waiting: 0, age: 0 }])
    letGo()
  })
})

test('events are sealed in order, and a changed row shows', async () => {
  const database = await createDatabase()
  const world = await createWorld({ store: database.source })
  await openBrowser(world).signIn('ada@example.com')
  await world.runtime.runChores()
  await openBrowser(world).signIn('bob@example.com')
  await world.runtime.runChores()
  const { linkOf } = await import('../../src/engine/events/seal.ts')
  const seals = await world.store.events.seals(world.at({ limit: 10 }))
  const tenant = world.scope.tenant.id
  const intact = async () => {
    const events = await world.events()
    let head = ''
    return [...seals]
      .sort((one, other) => one.first - other.first)
      .every(({ link, first, last }) => {
        const expected = linkOf(
          world.runtime.ports,
          tenant,
          head,
          events.filter(({ sequence }) => sequence >= first && sequence <= last),
        )
        head = link
        return link === expected
      })
  }
  expect([seals.length, await intact()]).toEqual([2, true])
  await database.change(
    `UPDATE postern_events SET reason = 'other' WHERE type = 'sign-in.completed' AND attempt = (SELECT min(attempt) FROM postern_events)`,
  )
  expect(await intact()).toBe(false)
  await closeWorlds()
  await database.remove()
})
