import { afterEach, describe, expect, test } from 'vitest'
import { days, minutes, seconds } from '../../src/domain/instant.ts'
import { openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

describe('invariant 14: this wasn’t me', () => {
  test('takes two pages: the first press changes nothing, the second ends the open attempt', async () => {
    const world = await createWorld()
    const { attemptId, cancel, token } = await openBrowser(world).request('ada@example.com')
    const reader = openBrowser(world)
    const before = (await world.look(attemptId)).attempt
    const path = `/attempts/${attemptId}/cancel`
    const first = await reader.submit(path, { token: cancel })
    expect([first.status, (await world.look(attemptId)).attempt]).toEqual([200, before])
    expect(first.text).toContain('name="sure" value="yes"')
    expect((await reader.submit(path, { token: cancel, sure: 'no' })).status).toBe(200)
    expect((await world.look(attemptId)).attempt.state).toBe('open')
    await reader.submit(path, { token: cancel, sure: 'yes' })
    expect((await world.look(attemptId)).attempt.state).toBe('cancelled')
    expect((await createProgram(world).post('/magic-link/verify', { token })).json.code).toBe('attempt-ended')
  })

  test('by the link’s secret works while the attempt is open, and not on a finished one', async () => {
    const world = await createWorld()
    const open = await openBrowser(world).request('open@example.com')
    const program = createProgram(world)
    expect((await program.post(`/attempts/${open.attemptId}/cancel`, { token: open.token })).json.status).toBe(
      'stopped',
    )
    const browser = openBrowser(world)
    const done = await browser.request('done@example.com')
    await browser.call('/magic-link/verify', { token: done.token })
    const email = 'done@example.com'
    expect((await program.post(`/attempts/${done.attemptId}/cancel`, { token: done.token, email })).json.code).toBe(
      'link-used',
    )
    expect(await browser.who()).toBe('done@example.com')
  })

  test('of a finished one ends its session: with the address typed, or in that very browser without', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, token, cancel } = await browser.request('ada@example.com')
    await browser.call('/magic-link/verify', { token })
    const reader = openBrowser(world)
    const path = `/attempts/${attemptId}/cancel`
    for (const fields of [{}, { email: '' }, { email: 'eve@example.com' }, { email: 'nonsense' }]) {
      const page = await reader.submit(path, { token: cancel, sure: 'yes', ...fields })
      expect([page.status, await browser.who()]).toEqual([200, 'ada@example.com'])
      const { json } = await createProgram(world).post(path, { token: cancel, ...fields })
      expect([json.code, await browser.who()]).toEqual(['confirm-needed', 'ada@example.com'])
    }
    expect((await reader.call(path, { token: cancel, email: 'ADA@example.com' })).json).toMatchObject({
      sessionEnded: true,
    })
    expect(await browser.who()).toBeUndefined()
    const own = await browser.request('ada@example.com')
    await browser.call('/magic-link/verify', { token: own.token })
    await browser.submit(`/attempts/${own.attemptId}/cancel`, { token: own.cancel, sure: 'yes' })
    expect(await browser.who()).toBeUndefined()
  })

  test('ends that one session and no other of its user', async () => {
    const world = await createWorld()
    const [one, other] = [openBrowser(world), openBrowser(world)]
    await one.signIn('ada@example.com')
    const { attemptId, token, cancel } = await other.request('ada@example.com')
    await other.call('/magic-link/verify', { token })
    await createProgram(world).post(`/attempts/${attemptId}/cancel`, { token: cancel, email: 'ada@example.com' })
    expect([await one.who(), await other.who()]).toEqual(['ada@example.com', undefined])
  })

  test('after approval comes in time, and after the claim as well (H13)', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, token, number, cancel } = await asker.request('ada@example.com')
    await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
    const lost = asker.jar.copy()
    await asker.call(`/attempts/${attemptId}/claim`)
    expect(await asker.who()).toBe('ada@example.com')
    await createProgram(world).post(`/attempts/${attemptId}/cancel`, { token: cancel, email: 'ada@example.com' })
    expect(await asker.who()).toBeUndefined()
    const again = openBrowser(world, { jar: lost })
    expect((await again.call(`/attempts/${attemptId}/claim`)).json.code).toBe('link-used')
  })

  test('works for seven days and no longer', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, token, cancel } = await browser.request('ada@example.com')
    await browser.call('/magic-link/verify', { token })
    const path = `/attempts/${attemptId}/cancel`
    world.clock.advance(days(6) + minutes(59))
    await browser.who()
    const program = createProgram(world)
    expect((await program.post(path, { token: cancel })).json.code).toBe('confirm-needed')
    world.clock.advance(days(1))
    expect((await program.post(path, { token: cancel, email: 'ada@example.com' })).json.code).toBe('link-expired')
    expect(await browser.who()).toBe('ada@example.com')
  })

  test('of a superseded mail still works', async () => {
    const world = await createWorld({ liveSets: 1 })
    const browser = openBrowser(world)
    const { attemptId, cancel } = await browser.request('ada@example.com')
    world.clock.advance(minutes(1))
    await browser.call(`/attempts/${attemptId}/resend`)
    expect((await createProgram(world).post(`/attempts/${attemptId}/cancel`, { token: cancel })).json.status).toBe(
      'stopped',
    )
    expect((await browser.ask(`/attempts/${attemptId}`)).json.state).toBe('ended')
  })

  test('ends a half-way attempt too', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    await world.setUser('ada@example.com', { factors: ['totp'] })
    const { attemptId, token, cancel } = await openBrowser(world).request('ada@example.com')
    await createProgram(world).post('/magic-link/verify', { token })
    const reply = await createProgram(world).post(`/attempts/${attemptId}/cancel`, { token: cancel })
    expect([reply.status, reply.json.status]).toEqual([200, 'stopped'])
  })

  test('said twice changes nothing more', async () => {
    const world = await createWorld()
    const { attemptId, cancel } = await openBrowser(world).request('ada@example.com')
    const program = createProgram(world)
    await program.post(`/attempts/${attemptId}/cancel`, { token: cancel })
    const version = (await world.look(attemptId)).attempt.version
    expect((await program.post(`/attempts/${attemptId}/cancel`, { token: cancel })).json.status).toBe('stopped')
    expect((await world.look(attemptId)).attempt.version).toBe(version)
  })
})

describe('invariant 14: a good session', () => {
  test('outlives a failed, an expired, a refused and a foreign sign-in', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const session = browser.cookie('session')
    const { attemptId, token } = await browser.request('ada@example.com')
    await browser.call('/code/verify', { attemptId, code: '000000' })
    await browser.call('/magic-link/verify', { token: `${attemptId}.${'A'.repeat(43)}` })
    world.clock.advance(minutes(25))
    await browser.call('/magic-link/verify', { token })
    const eve = await openBrowser(world).request('eve@example.com')
    await browser.call('/magic-link/verify', { token: eve.token })
    world.hooks.before('sign-in', () => ({ veto: 'no' }))
    await browser.signIn('ada@example.com')
    expect([await browser.who(), browser.cookie('session')]).toEqual(['ada@example.com', session])
  })

  test('is what a second click continues with: it mints nothing new (M9)', async () => {
    const world = await createWorld({ startUrl: 'https://app.example.com/start' })
    const browser = openBrowser(world)
    const { attemptId, token } = await browser.request('ada@example.com')
    await browser.call('/magic-link/verify', { token })
    const session = browser.cookie('session')
    world.clock.advance(minutes(3))
    const click = await browser.submit(`/attempts/${attemptId}/confirm`, { token })
    expect([click.status, click.location, click.cookies]).toEqual([303, 'https://app.example.com/start', []])
    const { json } = await browser.call('/magic-link/verify', { token })
    expect([json.status, json.session?.id]).toEqual(['signed-in', session?.slice(0, 26)])
    const user = await world.user('ada@example.com')
    expect(await world.store.sessions.list(world.at({ user: user!.id }))).toHaveLength(1)
  })
})

describe('invariant 14: signed in as A with a link for B', () => {
  test('tells that the session it leaves has ended, whoever comes in, in the story that session began with', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const stories: string[] = []
    const users: (string | undefined)[] = []
    for (const email of ['ada@example.com', 'ada@example.com', 'bob@example.com']) {
      const { attemptId, token } = await browser.request(email)
      stories.push(attemptId)
      users.push((await browser.call('/magic-link/verify', { token, switch: 'yes' })).json.user?.id)
    }
    const revoked = (await world.events()).filter(({ type }) => type === 'session.revoked')
    expect(revoked).toMatchObject([
      { reason: 'replaced', attempt: stories[0], user: users[0] },
      { reason: 'replaced', attempt: stories[1], user: users[1] },
    ])
    expect(world.told.filter(({ type }) => type === 'session.revoked')).toHaveLength(2)
  })

  test('asks and burns nothing; with the answer it switches', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const { attemptId, token, code } = await browser.request('bob@example.com')
    const before = (await world.look(attemptId)).attempt
    const asks = [
      await browser.call('/magic-link/verify', { token }),
      await browser.call('/code/verify', { attemptId, code }),
    ]
    for (const { status, json } of asks)
      expect([status, json.code, json.reason, json.current, json.next]).toEqual([
        409,
        'confirm-needed',
        'signed-in-as-other',
        'a••@example.com',
        'b••@example.com',
      ])
    expect(await browser.who()).toBe('ada@example.com')
    expect((await world.look(attemptId)).attempt).toEqual(before)
    const page = await browser.submit(`/attempts/${attemptId}/confirm`, { token })
    expect([page.status, page.text.includes('name="switch"')]).toEqual([409, true])
    expect((await browser.submit(`/attempts/${attemptId}/confirm`, { token, switch: 'yes' })).status).toBe(303)
    expect(await browser.who()).toBe('bob@example.com')
  })

  test('asks too before a claim', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const { attemptId, token, number } = await browser.request('bob@example.com')
    await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
    expect((await browser.call(`/attempts/${attemptId}/claim`)).json.reason).toBe('signed-in-as-other')
    expect((await browser.call(`/attempts/${attemptId}/claim`, { switch: 'yes' })).json.user?.email).toBe(
      'bob@example.com',
    )
  })
})

describe('repeats', () => {
  test('by the same asker within 60 s get the same session, by link, code and claim, after a lost reply', async () => {
    const world = await createWorld()
    for (const way of ['link', 'code', 'claim'] as const) {
      const browser = openBrowser(world)
      const { attemptId, token, code, number } = await browser.request(`${way}@example.com`)
      if (way === 'claim') await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
      const send = (from: typeof browser) =>
        way === 'link'
          ? from.call('/magic-link/verify', { token })
          : way === 'code'
            ? from.call('/code/verify', { attemptId, code })
            : from.call(`/attempts/${attemptId}/claim`)
      const lost = browser.jar.copy()
      const first = await send(browser)
      world.clock.advance(seconds(59))
      const again = openBrowser(world, { jar: lost })
      const second = await send(again)
      expect(second.json).toEqual(first.json)
      expect([...second.cookies].sort()).toEqual([...first.cookies].sort())
      expect(await again.who()).toBe(`${way}@example.com`)
    }
  })

  test('are over after 60 s, and nobody else ever gets one', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { token } = await browser.request('ada@example.com')
    const lost = browser.jar.copy()
    await browser.call('/magic-link/verify', { token })
    expect((await createProgram(world).post('/magic-link/verify', { token })).json.code).toBe('link-used')
    expect((await openBrowser(world).call('/magic-link/verify', { token, email: 'ada@example.com' })).json.code).toBe(
      'link-used',
    )
    world.clock.advance(seconds(60))
    expect((await openBrowser(world, { jar: lost }).call('/magic-link/verify', { token })).json.code).toBe('link-used')
  })

  test('of a program want its handle; a caller with neither cannot retry', async () => {
    const world = await createWorld()
    const program = createProgram(world)
    const { token, handle } = await program.request('ada@example.com')
    const first = await program.post('/magic-link/verify', { token, handle })
    const second = await program.post('/magic-link/verify', { token, handle })
    expect(second.json.session?.id).toBe(first.json.session?.id)
    expect((await program.post('/magic-link/verify', { token })).json.code).toBe('link-used')
  })

  test('with a wrong code get nothing', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { attemptId, code } = await browser.request('ada@example.com')
    const lost = browser.jar.copy()
    await browser.call('/code/verify', { attemptId, code })
    const other = openBrowser(world, { jar: lost })
    const wrong = code === '000000' ? '000001' : '000000'
    expect((await other.call('/code/verify', { attemptId, code: wrong })).json.code).toBe('link-used')
  })

  test('after the session was ended get nothing back', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { token } = await browser.request('ada@example.com')
    const lost = browser.jar.copy()
    await browser.call('/magic-link/verify', { token })
    await browser.call('/sign-out')
    expect((await openBrowser(world, { jar: lost }).call('/magic-link/verify', { token })).json.code).toBe('link-used')
  })
})
