import { afterEach, describe, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { readCaller } from '../../src/http/read-caller.ts'
import { openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld } from '../support/world.ts'
import { claimsIn, me, withToken } from './bearer.ts'

afterEach(closeWorlds)

describe('cookie mode with tokens', () => {
  test('signs in by cookie as ever, and gives an access token to the page that asks', async () => {
    const world = await createWorld({ tokens: { audience: 'https://api.example.com' } })
    const browser = openBrowser(world)
    const signedIn = await browser.signIn('ada@example.com')
    expect(signedIn.json.tokens).toBeUndefined()
    expect(browser.cookie('session')).toBeDefined()
    const reply = await browser.call('/refresh')
    expect(reply.json.tokens).toEqual({ accessToken: expect.any(String), expiresIn: 600 })
    const token = reply.json.tokens?.accessToken ?? ''
    expect(claimsIn(token)).toMatchObject({ aud: 'https://api.example.com', sub: signedIn.json.user?.id })
    expect((await me(world, token)).json.email).toBe('ada@example.com')
    await browser.call('/sign-out')
    expect((await me(world, token)).status).toBe(401)
    expect((await browser.call('/refresh')).json.code).toBe('unauthenticated')
  })

  test('gives none to pages of other origins, listed or not, and none for an access token', async () => {
    const listed = 'https://app2.example.com'
    const world = await createWorld({ tokens: {}, origins: [listed] })
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const from = (origin: string) => browser.call('/refresh', {}, { origin, 'sec-fetch-site': 'same-site' })
    expect((await from(listed)).json.code).toBe('origin-refused')
    expect((await from('https://evil.example')).json.code).toBe('origin-refused')
    const token = (await browser.call('/refresh')).json.tokens?.accessToken ?? ''
    const again = await createProgram(world).post('/refresh', {}, withToken(token))
    expect(again.json.code).toBe('unauthenticated')
  })

  test('keeps the session awake, and gives no token beyond its end', async () => {
    const world = await createWorld({ tokens: {}, lifetimes: { session: minutes(25), sessionIdle: minutes(15) } })
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    world.clock.advance(minutes(14))
    expect((await browser.call('/refresh')).json.tokens?.expiresIn).toBe(600)
    world.clock.advance(minutes(8))
    expect((await browser.call('/refresh')).json.tokens?.expiresIn).toBe(180)
  })

  test('looks at the cookie first where a caller shows both', async () => {
    const world = await createWorld({ tokens: {} })
    const ada = openBrowser(world)
    await ada.signIn('ada@example.com')
    const bob = openBrowser(world)
    await bob.signIn('bob@example.com')
    const bobs = (await bob.call('/refresh')).json.tokens?.accessToken ?? ''
    expect((await ada.ask('/me', withToken(bobs))).json.email).toBe('ada@example.com')
    expect((await ada.ask('/me', withToken('somebody-elses-api-key'))).json.email).toBe('ada@example.com')
  })
})

test('without tokens a host application’s own Authorization header is none of our business', async () => {
  const world = await createWorld()
  const headers = new Headers({ authorization: `Bearer ${'0'.repeat(26)}.${'A'.repeat(43)}` })
  expect(readCaller(headers, world.scope, true)).toEqual({ kind: 'program', asked: {}, networks: [] })
})
