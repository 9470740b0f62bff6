/** Whose session is ended by somebody else than its holder has no known browser any more: its next sign-in is news. */
import { afterEach, describe, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { type Browser, mailOf, openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

const email = 'ada@example.com'

/** Whether the user is told of a sign-in in this browser. */
async function isNews(world: World, browser: Browser): Promise<boolean> {
  world.clock.advance(minutes(16))
  const told = () => world.mail.taken.filter(({ facts }) => facts.kind === 'new-device').length
  const before = told()
  const { token, attemptId } = await browser.request(email)
  expect((await browser.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
  await world.delivered(attemptId)
  return told() > before
}

/** Signed in at two of them, and not yet at any other. */
async function signedIn(): Promise<{ world: World; own: Browser; other: Browser; otherSession: string }> {
  const world = await createWorld()
  const [own, other] = [openBrowser(world), openBrowser(world)]
  await own.signIn(email)
  await other.signIn(email)
  const { id = '' } = (await other.ask('/session')).json
  return { world, own, other, otherSession: id }
}

describe('a browser is known no longer', () => {
  for (const leaves of [false, true]) {
    test(`after *this wasn’t me*${leaves ? ', also if it had signed out by then' : ''}`, async () => {
      const { world, own, other } = await signedIn()
      const { attemptId, cancel, token } = await other.request(email)
      await other.call('/magic-link/verify', { token })
      if (leaves) await other.call('/sign-out')
      const stopped = await createProgram(world).post(`/attempts/${attemptId}/cancel`, { token: cancel, email })
      expect(stopped.json.status).toBe('stopped')
      expect([await isNews(world, other), await isNews(world, own)]).toEqual([true, false])
    })
  }

  test('after *this wasn’t me* about what was confirmed in its session', async () => {
    const { world, own, other } = await signedIn()
    const { attemptId, cancel, token } = await mailOf(world, await other.call('/account/step-up'))
    expect((await other.call('/magic-link/verify', { token })).json.status).toBe('fulfilled')
    await createProgram(world).post(`/attempts/${attemptId}/cancel`, { token: cancel, email })
    expect(await other.who()).toBeUndefined()
    expect([await isNews(world, other), await isNews(world, own)]).toEqual([true, false])
  })

  test('after its session was ended from another one', async () => {
    const { world, own, other, otherSession } = await signedIn()
    expect((await own.remove(`/sessions/${otherSession}`)).status).toBe(204)
    expect([await isNews(world, other), await isNews(world, own)]).toEqual([true, false])
  })

  test('after its session was ended by code of the host, and not for somebody else’s', async () => {
    const { world, own, other, otherSession } = await signedIn()
    const { engine } = world.runtime
    const stranger = { session: otherSession as never, user: 'somebody' as never }
    expect((await engine.revokeSession(world.scope, stranger)).kind).toBe('unknown')
    expect(await isNews(world, other)).toBe(false)
    const { id = '' } = (await other.ask('/session')).json
    expect((await engine.revokeSession(world.scope, { session: id as never })).kind).toBe('revoked')
    expect([await isNews(world, other), await isNews(world, own)]).toEqual([true, false])
  })

  test('after all others were signed out, also if it had signed out before', async () => {
    const { world, own, other } = await signedIn()
    const left = openBrowser(world)
    expect(await isNews(world, left)).toBe(true)
    await left.call('/sign-out')
    await own.call('/sessions/revoke-others')
    expect([await isNews(world, other), await isNews(world, left), await isNews(world, own)]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('after a ban', async () => {
    const { world, own } = await signedIn()
    const { engine } = world.runtime
    const { id } = (await world.user(email)) ?? {}
    await engine.banUser(world.scope, { id: id as never, reason: 'abuse' })
    await engine.unbanUser(world.scope, { id: id as never, reason: 'appeal' })
    expect(await isNews(world, own)).toBe(true)
  })
})

describe('a browser stays known', () => {
  test('when its own session is ended in it, by whichever button', async () => {
    const { world, own, other, otherSession } = await signedIn()
    await own.call('/sign-out')
    await other.submit(`/sessions/${otherSession}/revoke`)
    expect([await isNews(world, own), await isNews(world, other)]).toEqual([false, false])
  })
})
