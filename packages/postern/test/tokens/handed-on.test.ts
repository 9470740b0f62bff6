import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { parseCredential, RawSecret } from '../../src/domain/credential.ts'
import { mailOf, openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld, type World, type WorldOptions } from '../support/world.ts'
import { claimsIn, refreshWith, withToken } from './bearer.ts'

afterEach(closeWorlds)

const ada = 'ada@example.com'
const callback = 'https://shop.example/callback'
const verifier = 'v'.repeat(50)

/** What a token does here, in one line: the statuses of what it asks, and of what it tries. */
async function powersOf(world: World, token: string): Promise<Readonly<Record<string, number>>> {
  const service = createProgram(world, { peer: '198.51.100.66' })
  const json = { ...withToken(token), accept: 'application/json' }
  const asked = ['/me', '/session', '/account/export', '/sessions']
  const done = ['/account/step-up', '/account/delete', '/account/addresses', '/account', '/sessions/revoke-others']
  const powers: Record<string, number> = {}
  for (const path of asked) powers[`GET ${path}`] = (await service.get(path, json)).status
  powers['GET /account'] = (await service.get('/account', json)).status
  for (const path of done)
    powers[`POST ${path}`] = (await service.post(path, { email: 'partner@evil.example', name: 'Eve' }, json)).status
  return powers
}

const asksOnly = {
  'GET /me': 200,
  'GET /session': 200,
  'GET /account/export': 401,
  'GET /sessions': 401,
  'GET /account': 401,
  'POST /account/step-up': 401,
  'POST /account/delete': 401,
  'POST /account/addresses': 401,
  'POST /account': 401,
  'POST /sessions/revoke-others': 401,
}

/** What an application gets by an exchange, and the browser that signed in for it. */
async function exchanged(options: WorldOptions) {
  const world = await createWorld({ redirects: [callback], ...options })
  const browser = openBrowser(world)
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url')
  const asked = await browser.call('/magic-link', { email: ada, redirectTo: callback, codeChallenge })
  const { token } = await mailOf(world, asked)
  const { next = '' } = (await browser.call('/magic-link/verify', { token })).json
  const code = parseCredential<'hand-off'>(new URL(next).searchParams.get('code') ?? '')
  if (!code) throw new Error(`no code in ${next}`)
  const given = await world.runtime.engine.exchange(world.scope, {
    code,
    codeVerifier: new RawSecret(verifier),
    redirectUri: callback,
    client: { kind: 'program', asked: {}, networks: [] },
  })
  if (given.kind !== 'exchanged' || !given.tokens?.refreshToken) throw new Error(`no tokens: ${given.kind}`)
  const { accessToken, refreshToken } = given.tokens
  return { world, browser, access: accessToken.reveal(), refresh: `${refreshToken.id}.${refreshToken.secret.reveal()}` }
}

describe('a token that was handed on says who its owner is, and does nothing in her name', () => {
  test('to another service, in cookie mode', async () => {
    const world = await createWorld({ tokens: { audience: 'https://reports.partner.example' } })
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const token = (await browser.call('/refresh')).json.tokens?.accessToken ?? ''
    expect(await powersOf(world, token)).toEqual(asksOnly)
    expect(await browser.who()).toBe(ada)
  })

  test('nor does it complete what she asked for in her session, or end it', async () => {
    const world = await createWorld({ tokens: {} })
    const browser = openBrowser(world)
    await browser.signIn(ada)
    const token = (await browser.call('/refresh')).json.tokens?.accessToken ?? ''
    const mail = await mailOf(world, await browser.call('/account/addresses', { email: 'ada@new.example' }))
    const service = createProgram(world)
    const tried = await service.post('/magic-link/verify', { token: mail.token }, withToken(token))
    expect([tried.status, tried.json.code]).toEqual([409, 'other-session'])
    await service.post('/sign-out', {}, withToken(token))
    expect(await browser.who()).toBe(ada)
  })

  test.each([
    ['cookie', {}],
    ['bearer', { mode: 'bearer' }],
  ] as const)('to an application by an exchange, in %s mode, refreshed or not', async (_, options) => {
    const { world, browser, access, refresh } = await exchanged({ tokens: {}, ...options })
    expect(claimsIn(access)['handed_off']).toBe(true)
    expect(await powersOf(world, access)).toEqual(asksOnly)
    const renewed = await refreshWith(world, refresh)
    expect(await powersOf(world, renewed.json.tokens?.accessToken ?? '')).toEqual(asksOnly)
    expect((await browser.ask('/account')).json.fresh).toBe(true)
  })

  test('while the one of a bearer that signed in itself is what it holds its session by', async () => {
    const world = await createWorld({ mode: 'bearer' })
    const program = createProgram(world)
    const mail = await program.request(ada)
    const { tokens } = (await program.post('/magic-link/verify', { token: mail.token, handle: mail.handle })).json
    const renewed = (await refreshWith(world, tokens?.refreshToken ?? '')).json.tokens?.accessToken ?? ''
    for (const token of [tokens?.accessToken ?? '', renewed]) {
      expect(claimsIn(token)).not.toHaveProperty('handed_off')
      expect((await program.get('/account/export', withToken(token))).status).toBe(200)
    }
  })
})
