import { afterEach, describe, expect, test } from 'vitest'
import { days, minutes } from '../../src/domain/instant.ts'
import type { Rendered } from '../../src/domain/message.ts'
import { openBrowser, phone } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld } from '../support/world.ts'
import { ada, ask, changeTo, lovelace, stepUp, told, undoOf } from './account.ts'

afterEach(closeWorlds)

describe('a change of address', () => {
  test('attaches nothing before the new one is proved (invariant 11)', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const mail = await ask(world, browser, 'addresses', { email: lovelace })
    expect(mail.rendered.to).toBe(lovelace)
    expect(mail.rendered.text).toContain('a••@example.com')
    expect([await world.user(lovelace), await browser.who()]).toEqual([undefined, ada])
    expect((await browser.ask('/account')).json.addresses).toEqual([{ email: ada, primary: true }])
    const victim = openBrowser(world)
    await victim.signIn(lovelace)
    expect((await world.user(lovelace))?.id).not.toBe((await world.user(ada))?.id)
    const late = await browser.call('/magic-link/verify', { token: mail.token })
    expect([late.status, late.json.code]).toEqual([409, 'address-taken'])
    expect([await victim.who(), await browser.who()]).toEqual([lovelace, ada])
  })

  test('makes the new one the primary one; the old one is told, and signs nobody in for seven days', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const id = (await world.user(ada))?.id
    await changeTo(world, browser, lovelace)
    expect(await browser.who()).toBe(lovelace)
    await expect.poll(() => told(world, 'address-changed')).toHaveLength(1)
    const [notice] = told(world, 'address-changed')
    expect([notice?.to, notice?.subject]).toEqual([ada, 'Your app.example.com address was changed'])
    expect(notice?.text).toContain('l••@analytical.example')
    expect(notice?.text).not.toContain(lovelace)
    const other = openBrowser(world)
    const refused = await other.signIn(ada)
    expect([refused.status, refused.json.code]).toEqual([403, 'address-reserved'])
    expect((await other.signIn(lovelace)).json.user).toMatchObject({ id, email: lovelace })
    world.clock.advance(days(7) + 1)
    const anew = openBrowser(world)
    expect((await anew.signIn(ada)).json.user?.id).not.toBe(id)
  })

  test('can be undone by the old address: it is back, the new one gone, all sessions over, and nobody is in', async () => {
    const world = await createWorld()
    const [browser, thief] = [openBrowser(world), openBrowser(world)]
    await browser.signIn(ada)
    const id = (await world.user(ada))?.id
    await thief.signIn(ada)
    await changeTo(world, thief, lovelace)
    await expect.poll(() => told(world, 'address-changed')).toHaveLength(1)
    const { id: undo, token } = undoOf(told(world, 'address-changed')[0])
    const reader = openBrowser(world, { userAgent: phone })
    expect((await reader.visit(`/undo/${undo}`)).text).toContain('data-fragment')
    const first = await reader.submit(`/undo/${undo}`, { token })
    expect([first.status, first.text]).toEqual([200, expect.stringContaining('l••@analytical.example')])
    expect(await thief.who()).toBe(lovelace)
    const done = await reader.submit(`/undo/${undo}`, { token, sure: 'yes', email: ' ADA@example.com ' })
    expect([done.status, done.text]).toEqual([200, expect.stringContaining('The change is undone')])
    expect([reader.cookie('session'), await browser.who(), await thief.who()]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([(await world.user(ada))?.id, await world.user(lovelace)]).toEqual([id, undefined])
    expect((await reader.submit(`/undo/${undo}`, { token, sure: 'yes', email: ada })).status).toBe(401)
    expect(world.told.map(({ type }) => type)).toContain('address.restored')
    expect((await browser.signIn(ada)).json.user?.id).toBe(id)
    const free = openBrowser(world)
    expect((await free.signIn(lovelace)).json.user?.id).not.toBe(id)
  })

  test('an undo takes every later change with it: a chain of changes locks nobody out', async () => {
    const world = await createWorld({ limits: 'on' })
    const [browser, thief] = [openBrowser(world), openBrowser(world)]
    await browser.signIn(ada)
    await thief.signIn(ada)
    await changeTo(world, thief, 'one@evil.example')
    await changeTo(world, thief, 'two@evil.example')
    await changeTo(world, thief, 'three@evil.example', 'additional')
    await expect.poll(() => told(world, 'address-changed')).toHaveLength(3)
    const [first, second] = told(world, 'address-changed').map(undoOf)
    const reader = createProgram(world)
    const undone = await reader.post(`/undo/${first?.id}`, { token: first?.token, email: ada })
    expect(undone.json.status).toBe('undone')
    expect([(await world.user(ada))?.email, await thief.who()]).toEqual([ada, undefined])
    for (const email of ['one@evil.example', 'two@evil.example', 'three@evil.example']) {
      expect(await world.user(email)).toBeUndefined()
    }
    const back = await reader.post(`/undo/${second?.id}`, { token: second?.token, email: 'one@evil.example' })
    expect(back.json.code).toBe('link-used')
    expect((await world.user(ada))?.email).toBe(ada)
  })

  test('an undo of a later one leaves the earlier one to be undone, and what it goes back to', async () => {
    const world = await createWorld()
    const [browser, thief] = [openBrowser(world), openBrowser(world)]
    await browser.signIn(ada)
    await thief.signIn(ada)
    await changeTo(world, thief, 'one@evil.example')
    world.clock.advance(1)
    await changeTo(world, thief, ada)
    world.clock.advance(1)
    await changeTo(world, thief, 'two@evil.example')
    await expect.poll(() => told(world, 'address-changed')).toHaveLength(3)
    const [first, second] = told(world, 'address-changed').map(undoOf)
    const reader = createProgram(world)
    const his = await reader.post(`/undo/${second?.id}`, { token: second?.token, email: 'one@evil.example' })
    expect(his.json.status).toBe('undone')
    world.clock.advance(minutes(16))
    expect((await openBrowser(world).signIn(ada)).json.code).toBe('address-reserved')
    const hers = await reader.post(`/undo/${first?.id}`, { token: first?.token, email: ada })
    expect([hers.json.status, (await world.user(ada))?.email]).toEqual(['undone', ada])
  })

  test('an undo ends the undos of what it takes along, and each is told to the primary address', async () => {
    const world = await createWorld({ limits: 'on' })
    const [browser, thief] = [openBrowser(world), openBrowser(world)]
    await browser.signIn(ada)
    await thief.signIn(ada)
    await changeTo(world, thief, 'one@evil.example', 'additional')
    world.clock.advance(1)
    expect((await thief.call('/account/addresses/remove', { email: 'one@evil.example' })).json.status).toBe('done')
    const notices = () => told(world, 'address-changed').map(({ to, subject }) => `${to}: ${subject}`)
    await expect.poll(notices).toHaveLength(3)
    const gone = 'An address was removed from your app.example.com account'
    expect(notices().sort().slice(-2)).toEqual([`${ada}: ${gone}`, `one@evil.example: ${gone}`])
    const added = undoOf(told(world, 'address-changed').find(({ subject }) => subject.includes('added')))
    const removed = undoOf(told(world, 'address-changed').find(({ to }) => to === 'one@evil.example'))
    const reader = createProgram(world)
    expect((await reader.post(`/undo/${added.id}`, { token: added.token, email: ada })).json.status).toBe('undone')
    const late = await reader.post(`/undo/${removed.id}`, { token: removed.token, email: 'one@evil.example' })
    expect(late.json.code).toBe('link-used')
    expect(await world.user('one@evil.example')).toBeUndefined()
    await expect.poll(notices).toContain(`${ada}: Your app.example.com addresses are as they were`)
  })

  test('an undo wants its secret and the address, and works for seven days', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    await changeTo(world, browser, lovelace)
    await expect.poll(() => told(world, 'address-changed')).toHaveLength(1)
    const { id, token } = undoOf(told(world, 'address-changed')[0])
    const reader = createProgram(world)
    const wrong = `${id}.${'A'.repeat(43)}`
    expect((await reader.post(`/undo/${id}`, { token: wrong, email: ada })).json.code).toBe('link-unknown')
    expect((await reader.post(`/undo/${id}`, { token: 'x', email: ada })).json.code).toBe('link-unknown')
    expect((await reader.post(`/undo/${id}`, { token })).json).toMatchObject({
      code: 'confirm-needed',
      address: 'a••@example.com',
    })
    expect((await reader.post(`/undo/${id}`, { token, email: lovelace })).json.reason).toBe('address-differs')
    expect(await browser.who()).toBe(lovelace)
    world.clock.advance(days(7))
    expect((await reader.post(`/undo/${id}`, { token, email: ada })).json.code).toMatch(/link-(expired|unknown)/)
  })

  test.each(['primary', 'additional'])('asked for twice as the %s one is made once', async (mode) => {
    const world = await createWorld()
    const [laptop, handy] = [openBrowser(world), openBrowser(world, { userAgent: phone })]
    await laptop.signIn(ada)
    await handy.signIn(ada)
    const id = (await world.user(ada))?.id
    const [one, two] = [laptop, handy].map((browser) => ask(world, browser, 'addresses', { email: lovelace, mode }))
    const [first, second] = [await one, await two]
    expect((await laptop.call('/magic-link/verify', { token: first?.token })).json.status).toBe('fulfilled')
    const before = (await laptop.ask('/account')).json.addresses
    await expect.poll(() => told(world, 'address-changed')).toHaveLength(1)
    expect((await handy.call('/magic-link/verify', { token: second?.token })).json.status).toBe('fulfilled')
    expect((await laptop.ask('/account')).json.addresses).toEqual(before)
    expect((await openBrowser(world).signIn(lovelace)).json.user?.id).toBe(id)
    world.clock.advance(days(7) + 1)
    expect((await openBrowser(world).signIn(lovelace)).json.user?.id).toBe(id)
    expect(told(world, 'address-changed')).toHaveLength(1)
  })

  test('to somebody else’s address looks the same to who asks, and tells its owner (invariant 10)', async () => {
    const world = await createWorld()
    const [browser, owner] = [openBrowser(world), openBrowser(world)]
    await owner.signIn(lovelace)
    await browser.signIn(ada)
    const taken = await browser.call('/account/addresses', { email: lovelace })
    const free = await browser.call('/account/addresses', { email: 'nobody@example.com' })
    expect(Object.keys(taken.json)).toEqual(Object.keys(free.json))
    expect([taken.status, free.status]).toEqual([200, 200])
    await world.delivered(taken.json.attemptId as string)
    const [mail] = told(world, 'address-taken')
    expect([mail?.to, mail?.facts.link, mail?.facts.code]).toEqual([lovelace, undefined, undefined])
    expect((await browser.call('/account/addresses', { email: ada })).json.code).toBe('address-taken')
    expect((await browser.call('/account/addresses', { email: 'no address' })).json.code).toBe('email-invalid')
  })
})

describe('several addresses', () => {
  test('each signs in, mail goes to the one that was typed, as it was proved', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    await changeTo(world, browser, 'Lovelace@analytical.example', 'additional')
    expect(await browser.who()).toBe(ada)
    const other = openBrowser(world)
    const mail = await other.request('LOVELACE@analytical.example')
    expect(mail.rendered.to).toBe('Lovelace@analytical.example')
    expect((await other.call('/magic-link/verify', { token: mail.token })).json.user?.email).toBe(ada)
    await expect
      .poll(() => told(world, 'address-changed').map(({ to, subject }) => [to, subject]))
      .toEqual([[ada, 'An address was added to your app.example.com account']])
  })

  test('are 10 at most: one more is refused when it is asked for, and when others came in between', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const open = await ask(world, browser, 'addresses', { email: 'late@example.com', mode: 'additional' })
    const instead = await ask(world, browser, 'addresses', { email: lovelace })
    for (let more = 1; more < 10; more++) await changeTo(world, browser, `more${more}@example.com`, 'additional')
    const asked = await browser.call('/account/addresses', { email: 'eleventh@example.com', mode: 'additional' })
    expect([asked.status, asked.json.code]).toEqual([409, 'addresses-full'])
    const page = await browser.submit('/account/addresses', { email: 'eleventh@example.com', mode: 'additional' })
    expect([page.status, page.text.includes('No room for another address')]).toEqual([409, true])
    const late = await browser.call('/magic-link/verify', { token: open.token })
    expect([late.status, late.json.code]).toEqual([409, 'addresses-full'])
    const addresses = async () => ((await browser.ask('/account')).json.addresses ?? []).map(({ email }) => email)
    expect((await addresses()).length).toBe(10)
    expect(await addresses()).not.toContain('late@example.com')
    expect((await browser.call('/magic-link/verify', { token: instead.token })).json.status).toBe('fulfilled')
    expect([(await addresses()).length, await browser.who()]).toEqual([10, lovelace])
    expect((await browser.remove(`/account/addresses/${encodeURIComponent('more1@example.com')}`)).status).toBe(204)
    expect((await browser.call('/magic-link/verify', { token: open.token })).json.status).toBe('fulfilled')
  })

  test('another becomes the primary one, one is removed, and both can be undone', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    await changeTo(world, browser, lovelace, 'additional')
    expect((await browser.call('/account/addresses/primary', { email: lovelace })).json.status).toBe('done')
    expect(await browser.who()).toBe(lovelace)
    expect((await browser.call('/account/addresses/remove', { email: lovelace })).json.code).toBe('address-last')
    expect((await browser.remove(`/account/addresses/${encodeURIComponent(ada)}`)).status).toBe(204)
    expect((await browser.remove(`/account/addresses/${encodeURIComponent(ada)}`)).json.code).toBe('not-found')
    expect((await browser.ask('/account')).json.addresses).toEqual([{ email: lovelace, primary: true }])
    const notices = () => told(world, 'address-changed').map(({ to, subject }) => [to, subject])
    await expect.poll(notices).toHaveLength(4)
    const removed = 'An address was removed from your app.example.com account'
    expect(notices().slice(2)).toEqual(expect.arrayContaining([ada, lovelace].map((to) => [to, removed])))
    const { id, token } = undoOf(told(world, 'address-changed').findLast(({ to }) => to === ada))
    const reply = await createProgram(world).post(`/undo/${id}`, { token, email: ada })
    expect(reply.json.status).toBe('undone')
    const again = openBrowser(world)
    await again.signIn(ada)
    expect((await again.ask('/account')).json.addresses).toEqual([
      { email: lovelace, primary: true },
      { email: ada, primary: false },
    ])
  })

  test('one that is younger than the primary one comes back by an undo once, an older one as often as it must', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    world.clock.advance(minutes(1))
    await changeTo(world, browser, lovelace, 'additional')
    const remove = async (from: string, address: string): Promise<Rendered | undefined> => {
      world.clock.advance(minutes(60))
      await browser.signIn(from)
      const already = told(world, 'address-changed').length
      expect((await browser.remove(`/account/addresses/${encodeURIComponent(address)}`)).status).toBe(204)
      await expect.poll(() => told(world, 'address-changed').length).toBe(already + 2)
      return told(world, 'address-changed').findLast(({ to }) => to === address)
    }
    const undo = async (notice: Rendered | undefined): Promise<unknown> => {
      const { id, token } = undoOf(notice)
      return (await createProgram(world).post(`/undo/${id}`, { token, email: notice?.to })).json.status
    }
    const first = await remove(ada, lovelace)
    world.clock.advance(days(6))
    expect(await undo(first)).toBe('undone')
    world.clock.advance(days(6))
    const second = await remove(ada, lovelace)
    expect(() => undoOf(second)).toThrow('undoes nothing')
    expect(second?.subject).toBe('An address was removed from your app.example.com account')
    expect((await openBrowser(world).signIn(lovelace)).json.code).toBe('address-reserved')

    await changeTo(world, browser, lovelace, 'additional')
    expect((await browser.call('/account/addresses/primary', { email: lovelace })).json.status).toBe('done')
    for (const _ of [1, 2, 3]) expect(await undo(await remove(lovelace, ada))).toBe('undone')
  })

  test('changes want a session, a fresh proof, and one’s own addresses', async () => {
    const world = await createWorld()
    const [browser, other] = [openBrowser(world), openBrowser(world)]
    await other.signIn('eve@example.com')
    for (const path of ['step-up', 'addresses', 'delete', 'addresses/primary', 'addresses/remove']) {
      const reply = await browser.call(`/account/${path}`, { email: lovelace })
      expect([path, reply.status, reply.json.code]).toEqual([path, 401, 'unauthenticated'])
    }
    await browser.signIn(ada)
    for (const what of ['primary', 'remove']) {
      expect((await browser.call(`/account/addresses/${what}`, { email: 'eve@example.com' })).json.code).toBe(
        'not-found',
      )
    }
    await changeTo(world, browser, lovelace, 'additional')
    world.clock.advance(minutes(10))
    for (const what of ['primary', 'remove']) {
      const stale = await browser.call(`/account/addresses/${what}`, { email: lovelace })
      expect([stale.status, stale.json.code]).toEqual([403, 'step-up-needed'])
    }
    await stepUp(world, browser)
    expect((await browser.call('/account/addresses/primary', { email: lovelace })).json.status).toBe('done')
    expect((await browser.ask('/account')).json.fresh).toBe(true)
  })
})
