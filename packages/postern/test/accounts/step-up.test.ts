import { afterEach, describe, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { openBrowser, phone } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld } from '../support/world.ts'
import { ada, ask, lovelace, stepUp, told } from './account.ts'

afterEach(closeWorlds)

describe('a fresh proof', () => {
  test('is there for ten minutes after signing in, and after each step-up', async () => {
    const world = await createWorld({ limits: 'on' })
    const browser = openBrowser(world)
    await browser.signIn(ada)
    world.clock.advance(minutes(10) - 1)
    expect((await browser.ask('/account')).json.fresh).toBe(true)
    world.clock.advance(1)
    expect((await browser.ask('/account')).json.fresh).toBe(false)
    const refused = await browser.call('/account/addresses', { email: lovelace })
    expect([refused.status, refused.json.code]).toEqual([403, 'step-up-needed'])
    await stepUp(world, browser)
    expect((await browser.ask('/account')).json.fresh).toBe(true)
    expect(world.told.map(({ type }) => type)).toContain('step-up.completed')
    world.clock.advance(minutes(10))
    expect((await browser.ask('/account')).json.fresh).toBe(false)
  })

  test('its length is a setting', async () => {
    const world = await createWorld({ lifetimes: { freshProof: minutes(2) } })
    const browser = openBrowser(world)
    const until = new Date(world.clock.now() + minutes(2)).toISOString()
    await browser.signIn(ada)
    const told = `Confirmed. Until <time datetime="${until}"`
    expect((await browser.visit('/account?done=confirmed')).text).toContain(told)
    world.clock.advance(minutes(2))
    expect((await browser.ask('/account')).json.fresh).toBe(false)
    expect((await browser.visit('/account?done=confirmed')).text).not.toContain('Confirmed.')
  })

  test('gives the session another cookie, so that a copy of the old one rises with nothing (invariant 13)', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const before = browser.cookie('session')
    const thief = openBrowser(world)
    thief.jar.take([`__Host-postern-session=${before}; Path=/; Secure; HttpOnly; SameSite=Lax`])
    expect(await thief.who()).toBe(ada)
    await stepUp(world, browser)
    expect(browser.cookie('session')).not.toBe(before)
    expect([await browser.who(), await thief.who()]).toEqual([ada, undefined])
  })

  test('whose answer was lost is found again by the same asker, and by nobody else', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const { token } = await ask(world, browser, 'step-up')
    const [session, binding] = [browser.cookie('session'), browser.cookie('binding')]
    await browser.call('/magic-link/verify', { token })
    const lost = openBrowser(world)
    lost.jar.take([
      `__Host-postern-session=${session}; Path=/; Secure; HttpOnly; SameSite=Lax`,
      `__Host-postern-binding=${binding}; Path=/; Secure; HttpOnly; SameSite=Lax`,
    ])
    expect((await lost.call('/magic-link/verify', { token })).json.status).toBe('fulfilled')
    expect([await lost.who(), lost.cookie('session')]).toEqual([ada, browser.cookie('session')])
    const thief = openBrowser(world)
    thief.jar.take([`__Host-postern-session=${session}; Path=/; Secure; HttpOnly; SameSite=Lax`])
    expect((await thief.call('/magic-link/verify', { token })).json.code).toBe('link-used')
  })

  test('by code, with wrong ones counted', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    world.clock.advance(minutes(20))
    const { attemptId, code } = await ask(world, browser, 'step-up')
    const other = String((Number(code) + 1) % 1e6).padStart(6, '0')
    expect((await browser.call('/code/verify', { attemptId, code: other })).json.triesLeft).toBe(4)
    const reply = await browser.call('/code/verify', { attemptId, code })
    expect([reply.json.status, reply.json.purpose]).toEqual(['fulfilled', 'step-up'])
    expect((await browser.ask('/account')).json.fresh).toBe(true)
  })
})

describe('what is confirmed by mail completes only in the session that asked (invariant 12)', () => {
  test('and nothing is spent elsewhere: by link, code, address typed, approval, or a program', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    world.clock.advance(minutes(20))
    const asked = await browser.call('/account/step-up')
    expect(asked.json.number).toBeNull()
    await world.delivered(asked.json.attemptId as string)
    const mail = world.mail.mails().at(-1)
    const token = mail?.token ?? ''
    const other = openBrowser(world, { userAgent: phone })
    for (const email of [undefined, ada]) {
      const reply = await other.call('/magic-link/verify', { token, ...(email && { email }) })
      expect([reply.status, reply.json.code]).toEqual([409, 'other-session'])
    }
    const page = await other.submit(`/attempts/${mail?.attemptId}/confirm`, { token })
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('Open it where you asked')])
    expect((await other.call('/code/verify', { attemptId: mail?.attemptId, code: mail?.code })).json.code).toBe(
      'attempt-unknown',
    )
    const approved = await other.call(`/attempts/${mail?.attemptId}/approve`, { token, number: '42' })
    expect(approved.json.code).toBe('approval-shut')
    expect((await createProgram(world).post('/magic-link/verify', { token })).json.code).toBe('other-session')
    const second = openBrowser(world)
    await second.signIn(ada)
    expect((await second.call('/magic-link/verify', { token })).json.code).toBe('other-session')
    expect((await browser.call('/magic-link/verify', { token })).json.status).toBe('fulfilled')
  })

  test('not after that session has ended, nor after a ban', async () => {
    const world = await createWorld()
    const [gone, banned] = [openBrowser(world), openBrowser(world)]
    await gone.signIn(ada)
    await banned.signIn('eve@example.com')
    const one = await ask(world, gone, 'step-up')
    const two = await ask(world, banned, 'step-up')
    await gone.call('/sign-out')
    await world.setUser('eve@example.com', { status: 'banned' })
    expect((await gone.call('/magic-link/verify', { token: one.token })).json.code).toBe('attempt-ended')
    expect((await banned.call('/magic-link/verify', { token: two.token })).json.code).toBe('other-session')
  })

  test('once, however often it is pressed at the same time', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const { token } = await ask(world, browser, 'addresses', { email: lovelace })
    const replies = await Promise.all(Array.from({ length: 10 }, () => browser.call('/magic-link/verify', { token })))
    expect(new Set(replies.map(({ json }) => json.status))).toEqual(new Set(['fulfilled']))
    expect(world.told.filter(({ type }) => type === 'address.changed')).toHaveLength(1)
    await expect.poll(() => told(world, 'address-changed')).toHaveLength(1)
  })

  test('and *this wasn’t me* in its mail stops it', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const mail = await ask(world, browser, 'step-up')
    const reader = createProgram(world)
    expect((await reader.post(`/attempts/${mail.attemptId}/cancel`, { token: mail.cancel })).json.status).toBe(
      'stopped',
    )
    expect((await browser.call('/magic-link/verify', { token: mail.token })).json.code).toBe('attempt-ended')
    expect((await browser.ask(`/attempts/${mail.attemptId}`)).json.state).toBe('ended')
  })

  test('a new mail for it is sent to that session alone, and never becomes a sign-in', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const mail = await ask(world, browser, 'addresses', { email: lovelace })
    for (const again of [mail.attemptId, mail.token]) {
      expect((await browser.call('/magic-link', { again })).json.code).toBe('link-unknown')
    }
    world.clock.advance(minutes(1))
    expect((await browser.call(`/attempts/${mail.attemptId}/resend`)).json.status).toBe('sent')
    world.clock.advance(minutes(30))
    const anew = await browser.call(`/attempts/${mail.attemptId}/resend`)
    const attemptId = anew.json.attemptId as string
    await world.delivered(attemptId)
    expect((await world.look(attemptId)).attempt.purpose).toBe('change-address')
    await browser.call('/sign-out')
    expect(await world.user(lovelace)).toBeUndefined()
  })
})
