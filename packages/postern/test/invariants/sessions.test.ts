import { afterEach, describe, expect, test } from 'vitest'
import { days, minutes } from '../../src/domain/instant.ts'
import { openBrowser, phone } from '../support/browser.ts'
import { closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

describe('where a user is signed in', () => {
  test('is listed newest first, with device and place, and which one is hers now', async () => {
    const world = await createWorld({ placeOf: () => 'Lyon, France' })
    const laptop = openBrowser(world, { peer: '192.0.2.7' })
    await laptop.signIn('ada@example.com')
    world.clock.advance(minutes(5))
    await openBrowser(world, { userAgent: phone }).signIn('ada@example.com')
    await openBrowser(world).signIn('eve@example.com')
    const { json } = await laptop.ask('/sessions')
    expect(json.items).toMatchObject([
      { device: 'Safari on iPhone', current: false },
      { device: 'Chrome on Linux', place: 'Lyon, France', current: true, methods: ['email-link'] },
    ])
    expect(JSON.stringify(json)).not.toMatch(/hash|192\.0\.2/)
  })

  test('is told to nobody else', async () => {
    const world = await createWorld()
    const stranger = openBrowser(world)
    for (const reply of [await stranger.ask('/sessions'), await stranger.call('/sessions/revoke-others')]) {
      expect([reply.status, reply.json.code]).toEqual([401, 'unauthenticated'])
    }
    expect((await stranger.submit('/sessions/revoke-others')).headers.get('location')).toBe('/auth/sign-in')
  })
})

describe('ending a session', () => {
  test('from another one works at once, and only for sessions of the same user', async () => {
    const world = await createWorld()
    const [own, lost, foreign] = [openBrowser(world), openBrowser(world), openBrowser(world)]
    await own.signIn('ada@example.com')
    await lost.signIn('ada@example.com')
    await foreign.signIn('eve@example.com')
    const idOf = async (browser: typeof own) => (await browser.ask('/session')).json.id
    const theirs = await own.remove(`/sessions/${await idOf(foreign)}`)
    expect([theirs.status, theirs.json.code, await foreign.who()]).toEqual([404, 'not-found', 'eve@example.com'])
    expect((await own.remove(`/sessions/${await idOf(lost)}`)).status).toBe(204)
    expect([await lost.who(), await own.who()]).toEqual([undefined, 'ada@example.com'])
    for (const id of ['nonsense', '01j9zk7qm3v5t8xw2y4r6n0pbc']) {
      expect((await own.remove(`/sessions/${id}`)).status).toBe(404)
    }
  })

  test('of this browser drops its cookie, and a form comes to the page that says so', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const { json } = await browser.ask('/session')
    const reply = await browser.submit(`/sessions/${json.id}/revoke`)
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/auth/signed-out'])
    expect([browser.cookie('session'), await browser.who()]).toEqual([undefined, undefined])
  })

  test('of all others leaves this one', async () => {
    const world = await createWorld()
    const browsers = Array.from({ length: 3 }, () => openBrowser(world))
    for (const browser of browsers) await browser.signIn('ada@example.com')
    const [own, ...others] = browsers as [(typeof browsers)[0], ...typeof browsers]
    expect((await own.call('/sessions/revoke-others')).json).toEqual({ revoked: 2 })
    expect(await own.who()).toBe('ada@example.com')
    for (const other of others) expect(await other.who()).toBeUndefined()
    expect((await own.call('/sessions/revoke-others')).json).toEqual({ revoked: 0 })
    const events = (await world.events()).filter(({ type }) => type === 'session.revoked')
    expect(events.map(({ reason, asked }) => [reason, asked?.browser])).toEqual([['others', 'Chrome on Linux']])
  })

  test('needs a call from our own pages', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await browser.call('/sessions/revoke-others', {}, foreign)).json.code).toBe('origin-refused')
  })
})

describe('a session', () => {
  test('ends when it is not used for its idle time, and at its end however much it is used', async () => {
    const world = await createWorld({ lifetimes: { sessionIdle: days(2), session: days(5) } })
    const [idle, busy] = [openBrowser(world), openBrowser(world)]
    await idle.signIn('ada@example.com')
    await busy.signIn('ada@example.com')
    for (let day = 0; day < 4; day++) {
      world.clock.advance(days(1))
      expect(await busy.who()).toBe('ada@example.com')
    }
    expect(await idle.who()).toBeUndefined()
    world.clock.advance(days(1) - 1)
    expect(await busy.who()).toBe('ada@example.com')
    world.clock.advance(1)
    expect(await busy.who()).toBeUndefined()
  })
})
