import { afterEach, describe, expect, test } from 'vitest'
import { seconds } from '../../src/domain/instant.ts'
import { openBrowser } from '../support/browser.ts'
import { createDatabase } from '../support/database.ts'
import { createProgram } from '../support/program.ts'
import type { Reply } from '../support/reply.ts'
import { closeWorlds, createWorld, sharedStore, type World } from '../support/world.ts'

afterEach(closeWorlds)

/** A first proof makes an account, and that alone could stop a second one: the races are run for users as well. */
const people: readonly (readonly [string, (world: World, email: string) => Promise<void>])[] = [
  ['somebody new', async () => {}],
  [
    'a user',
    async (world, email) => {
      const browser = openBrowser(world, { peer: '192.0.2.99' })
      await browser.signIn(email)
      await browser.submit('/sign-out')
    },
  ],
]

describe.each(people)('invariant 2: for %s', (_name, meet) => {
  test('of fifty parallel strangers with one token one gets a session', async () => {
    const world = await createWorld()
    await meet(world, 'ada@example.com')
    const mail = await createProgram(world).request('ada@example.com')
    const replies = await Promise.all(
      fifty((one) => createProgram(world, { peer: one }).post('/magic-link/verify', { token: mail.token })),
    )
    expect(tally(replies)).toEqual({ 'signed-in': 1, 'link-used': 49 })
    expect(await sessionsOf(world, 'ada@example.com')).toBe(1)
  })

  test('fifty parallel clicks of the asker itself make one session, and all of them are told the same', async () => {
    const world = await createWorld()
    await meet(world, 'ada@example.com')
    const browser = openBrowser(world)
    const mail = await browser.request('ada@example.com')
    const jar = browser.jar.copy()
    const replies = await Promise.all(
      fifty(() => openBrowser(world, { jar: jar.copy() }).call('/magic-link/verify', { token: mail.token })),
    )
    expect(tally(replies)).toEqual({ 'signed-in': 50 })
    expect(new Set(replies.map((reply) => sessionCookie(reply))).size).toBe(1)
    expect(await sessionsOf(world, 'ada@example.com')).toBe(1)
  })

  test('link, code and claim in parallel complete the attempt once', async () => {
    const world = await createWorld()
    await meet(world, 'ada@example.com')
    const browser = openBrowser(world)
    const mail = await browser.request('ada@example.com')
    const { attemptId, code, token } = mail
    const tries = fifty((_, at) =>
      at % 2 === 0
        ? createProgram(world).post('/magic-link/verify', { token })
        : openBrowser(world, { jar: browser.jar.copy() }).call('/code/verify', { attemptId, code }),
    )
    await Promise.all(tries)
    expect(await sessionsOf(world, 'ada@example.com')).toBe(1)
    const done = (await world.events(attemptId)).filter(({ type }) => type === 'sign-in.completed')
    expect(done).toHaveLength(1)
  })

  test('two engines over one store redeem a link once', async () => {
    const store = await sharedStore()
    const one = await createWorld({ store })
    const other = await createWorld({ store, clock: one.clock })
    for (let round = 0; round < 10; round++) {
      await meet(one, `ada${round}@example.com`)
      const { token } = await createProgram(one).request(`ada${round}@example.com`)
      const worlds = [one, other]
      const replies = await Promise.all(
        fifty((_, at) => createProgram(worlds[at % 2] ?? one).post('/magic-link/verify', { token })),
      )
      expect(tally(replies)).toEqual({ 'signed-in': 1, 'link-used': 49 })
    }
    await closeWorlds()
    await store.end()
  })

  test('two processes over one file redeem a link once', async () => {
    const database = await createDatabase()
    const one = await createWorld({ store: database.source })
    const other = await createWorld({ store: database.source, clock: one.clock })
    await meet(one, 'ada@example.com')
    const { token } = await createProgram(one).request('ada@example.com')
    const replies = await Promise.all(
      fifty((_, at) => createProgram(at % 2 ? one : other).post('/magic-link/verify', { token })),
    )
    expect(tally(replies)).toEqual({ 'signed-in': 1, 'link-used': 49 })
    await closeWorlds()
    await database.remove()
  })

  test('an approval is claimed once, and its notice is mailed once', async () => {
    const world = await createWorld()
    await meet(world, 'ada@example.com')
    const browser = openBrowser(world)
    const { attemptId, token, number } = await browser.request('ada@example.com')
    const other = openBrowser(world, { peer: '198.51.100.4' })
    await Promise.all(fifty(() => other.call(`/attempts/${attemptId}/approve`, { token, number })))
    const claims = await Promise.all(
      fifty(() => openBrowser(world, { jar: browser.jar.copy() }).call(`/attempts/${attemptId}/claim`)),
    )
    expect(tally(claims)).toEqual({ 'signed-in': 50 })
    expect(await sessionsOf(world, 'ada@example.com')).toBe(1)
    const messages = await world.delivered(attemptId)
    expect(messages.filter(({ facts }) => facts.kind === 'approved-elsewhere')).toHaveLength(1)
  })
})

test('invariant 2: a spent link stays spent, also after time and new mails', async () => {
  const world = await createWorld()
  const program = createProgram(world)
  const { token } = await program.request('ada@example.com')
  await program.post('/magic-link/verify', { token })
  for (const wait of [0, 61, 600, 86_400]) {
    world.clock.advance(seconds(wait))
    expect((await program.post('/magic-link/verify', { token })).json.code).toBe('link-used')
  }
})

const fifty = <T>(act: (peer: string, at: number) => T): readonly T[] =>
  Array.from({ length: 50 }, (_, at) => act(`198.51.100.${at + 1}`, at))

function tally(replies: readonly Reply[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { json } of replies) {
    const word = json.code ?? String(json.status)
    counts[word] = (counts[word] ?? 0) + 1
  }
  return counts
}

const sessionCookie = (reply: Reply): string | undefined => reply.cookies.find((one) => one.includes('session='))

async function sessionsOf(world: World, address: string): Promise<number> {
  const user = await world.user(address)
  return user ? (await world.store.sessions.list(world.at({ user: user.id }))).length : 0
}
