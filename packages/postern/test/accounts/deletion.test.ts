import { afterEach, describe, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { openBrowser, phone } from '../support/browser.ts'
import { closeWorlds, createWorld } from '../support/world.ts'
import { ada, ask, changeTo, lovelace, stepUp, told, undoOf } from './account.ts'

afterEach(closeWorlds)

describe('deleting one’s account', () => {
  test('is asked for once more where it began, ends everything at once, and says farewell', async () => {
    const world = await createWorld()
    const [browser, other] = [openBrowser(world), openBrowser(world)]
    await browser.signIn(ada)
    await other.signIn(ada)
    const id = (await world.user(ada))?.id
    const mail = await ask(world, browser, 'delete')
    const once = await browser.submit(`/attempts/${mail.attemptId}/confirm`, { token: mail.token })
    expect([once.status, once.text]).toEqual([200, expect.stringContaining('Delete it for ever?')])
    expect((await browser.call('/magic-link/verify', { token: mail.token })).json).toMatchObject({
      code: 'confirm-needed',
      reason: 'sure-needed',
    })
    expect(await browser.who()).toBe(ada)
    const twice = await browser.submit(`/attempts/${mail.attemptId}/confirm`, { token: mail.token, sure: 'yes' })
    expect([twice.status, twice.headers.get('location')]).toEqual([303, '/auth/account/deleted'])
    expect([browser.cookie('session'), await other.who(), await world.user(ada)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    await expect.poll(() => told(world, 'deleted').map(({ to }) => to)).toEqual([ada])
    expect(world.told.filter(({ type }) => type === 'user.removed')).toMatchObject([{ user: id, reason: 'own-wish' }])
    const anew = openBrowser(world)
    expect((await anew.signIn(ada)).json.user?.id).not.toBe(id)
  })

  test('by code: nothing is compared before it is sure, and a wrong one costs a try', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const { attemptId, code } = await ask(world, browser, 'delete')
    const wrong = String((Number(code) + 1) % 1e6).padStart(6, '0')
    for (const typed of [wrong, code]) {
      const page = await browser.submit('/code/verify', { attemptId, code: typed })
      expect(page.text).toContain('Delete it for ever?')
    }
    expect((await world.look(attemptId)).attempt.tries).toBe(0)
    expect((await browser.call('/code/verify', { attemptId, code: wrong, sure: 'yes' })).json.triesLeft).toBe(4)
    expect(await browser.who()).toBe(ada)
    expect((await browser.call('/code/verify', { attemptId, code, sure: 'yes' })).json.status).toBe('fulfilled')
    expect(await world.user(ada)).toBeUndefined()
  })

  test('from another browser deletes nothing, whatever it presses', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const mail = await ask(world, browser, 'delete')
    const other = openBrowser(world, { userAgent: phone })
    for (const fields of [{}, { sure: 'yes' }, { sure: 'yes', email: ada }]) {
      const page = await other.submit(`/attempts/${mail.attemptId}/confirm`, { token: mail.token, ...fields })
      expect([page.status, page.text]).toEqual([409, expect.stringContaining('Open it where you asked')])
    }
    expect(await browser.who()).toBe(ada)
  })

  test('leaves nothing that could bring it back: no undo, no other mail', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    await changeTo(world, browser, lovelace)
    await expect.poll(() => told(world, 'address-changed')).toHaveLength(1)
    const undo = undoOf(told(world, 'address-changed')[0])
    const mail = await ask(world, browser, 'delete')
    expect(mail.rendered.to).toBe(lovelace)
    await browser.call('/magic-link/verify', { token: mail.token, sure: true })
    await browser.call('/magic-link/verify', { token: mail.token, sure: 'yes' })
    expect(await world.user(lovelace)).toBeUndefined()
    const reply = await browser.call(`/undo/${undo.id}`, { token: undo.token, email: ada })
    expect(reply.json.code).toBe('link-unknown')
    const anew = openBrowser(world)
    expect((await anew.signIn(ada)).json.status).toBe('signed-in')
  })
})

describe('a copy of one’s data', () => {
  test('wants a fresh proof, is a file, and has no secret in it', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    world.clock.advance(minutes(10))
    const stale = await browser.ask('/account/export')
    expect([stale.status, stale.json.code]).toEqual([403, 'step-up-needed'])
    await stepUp(world, browser)
    const file = await browser.ask('/account/export')
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="account.json"')
    expect(JSON.parse(file.text)).toMatchObject({ format: 'postern-person-1', user: { email: ada } })
    expect(file.text).not.toMatch(/hash|sealed/)
    expect(world.told.map(({ type }) => type)).toContain('user.exported')
    expect((await openBrowser(world).ask('/account/export')).status).toBe(401)
  })
})

describe('name and language', () => {
  test('are kept, by form and by JSON, and what is no name is refused', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const form = await browser.submit('/account', { name: ' Ada Lovelace ' })
    expect([form.status, form.headers.get('location')]).toEqual([303, '/auth/account?done=name'])
    expect((await browser.visit('/account?done=name')).text).toContain('Ada Lovelace')
    expect((await browser.call('/account', { locale: 'fr-CA' })).json).toMatchObject({ name: 'Ada Lovelace' })
    expect((await world.user(ada))?.locale).toBe('fr')
    for (const name of ['x'.repeat(201), 'a\u0000b', 'a\nb']) {
      expect((await browser.call('/account', { name })).json.code).toBe('body-invalid')
    }
    await browser.call('/account', { name: '' })
    expect((await browser.ask('/me')).json.name).toBeNull()
  })
})

test('the pages of an account send whoever is not signed in to where that is done, and say nothing', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  for (const path of ['/account', '/account/address', '/account/delete', '/account/export']) {
    const reply = await browser.visit(path)
    expect([path, reply.status, reply.headers.get('location')]).toEqual([path, 303, '/auth/sign-in'])
  }
  await browser.signIn(ada)
  const page = await browser.visit('/account?done=nonsense')
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(page.text).toContain(ada)
})
