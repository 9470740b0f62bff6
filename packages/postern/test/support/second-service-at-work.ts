/** A second service beside the real issuer: sign-in over HTTP, calls with its tokens, rotation, sign-out, the token's end. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { manualClock } from '../../src/adapters/clock/clock.ts'
import { nodeListener } from '../../src/bindings/node-listener.ts'
import { type Duration, days, instant, minutes, seconds } from '../../src/domain/instant.ts'
import type { StartSecondService } from './second-service.ts'
import type { Service } from './service.ts'
import { base, closeWorlds, createWorld, type World } from './world.ts'

const audience = 'https://api.example.com'
const introspection = 'an-introspection-secret-for-tests-0123456789'
const life = minutes(5)
/** How long the token has to live when it is made: enough for what must happen before its end. */
const rest = seconds(6)

interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

export function describeSecondServiceAtWork(name: string, start: StartSecondService): void {
  describe(`${name}, beside the issuer`, () => {
    let world: World
    let service: Service
    let url: string
    let close: () => Promise<void>

    beforeEach(async () => {
      const answer = nodeListener(() => world.runtime.app, base)
      const server = createServer((request, response) => answer(request, response))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      world = await createWorld({
        baseUrl: url,
        clock: manualClock(instant(Date.now() - days(1))),
        mode: 'bearer',
        tokens: { accessToken: life, audience, introspection },
      })
      close = async () => {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
      service = await start({
        POSTERN_ISSUER: `${url}${base}`,
        POSTERN_AUDIENCE: audience,
        POSTERN_INTROSPECTION_SECRET: introspection,
        PORT: '0',
      })
    })
    afterEach(async () => {
      await service?.stop()
      await close?.()
      await closeWorlds()
    })

    const post = async (path: string, body: object, token?: string): Promise<Response> =>
      fetch(`${url}${base}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(body),
      })
    const signIn = async (email: string): Promise<Tokens> => {
      const { attemptId, handle } = (await (await post('/magic-link', { email })).json()) as Record<string, string>
      await world.delivered(attemptId ?? '')
      const token = world.mail.mails(email).at(-1)?.token
      const reply = await post('/magic-link/verify', { token, handle })
      return ((await reply.json()) as { tokens: Tokens }).tokens
    }
    const call = async (what: string, token: string): Promise<string> => {
      const [method = '', path = ''] = what.split(' ')
      const response = await fetch(`${service.url}${path}`, { method, headers: { authorization: `Bearer ${token}` } })
      const reason = /error_description="([a-z-]+)"/.exec(response.headers.get('www-authenticate') ?? '')?.[1]
      return [response.status, ...(reason ? [reason] : [])].join(' ')
    }
    const introspect = async (token: string): Promise<unknown> =>
      (await post('/introspect', { token }, introspection)).json()

    test('knows its users through a rotation, hears of a sign-out at once, and believes a token until its end', async () => {
      // Made a day ago by the issuer's clock: the service reads the keys of then, and for it the token is over.
      const old = await signIn('ada@example.com')
      expect(await call('GET /notes', old.accessToken)).toBe('401 expired')

      // The next key signs from now on. It was in the set before, so the service need not look again.
      world.clock.advance((Date.now() - life + rest - world.clock.now()) as Duration)
      const { kid } = await world.runtime.ports.signer.rotate(world.scope)

      const { accessToken, refreshToken } = await signIn('ada@example.com')
      const part = (at: number, token = accessToken) =>
        JSON.parse(Buffer.from(token.split('.')[at] ?? '', 'base64url').toString())
      expect(part(0)).toMatchObject({ kid, typ: 'at+jwt' })
      expect(part(0, old.accessToken).kid).not.toBe(kid)
      expect(await call('GET /notes', accessToken)).toBe('200')
      expect(await call('POST /payments', accessToken)).toBe('201')
      expect(await introspect(accessToken)).toMatchObject({ active: true, sub: part(1).sub, sid: part(1).sid })

      expect((await post('/sign-out', {}, accessToken)).status).toBe(204)
      expect([await introspect(accessToken), await introspect(refreshToken)]).toEqual([
        { active: false },
        { active: false },
      ])
      expect(await call('POST /payments', accessToken)).toBe('401 revoked')
      expect(await call('GET /notes', accessToken)).toBe('200')

      await new Promise((resolve) => setTimeout(resolve, part(1).exp * 1000 - Date.now() - 20))
      await expect.poll(() => call('GET /notes', accessToken), { timeout: 3000 }).toBe('401 expired')
      expect(Date.now()).toBeGreaterThanOrEqual(part(1).exp * 1000)
      expect((await post('/refresh', { refreshToken })).status).toBe(401)
    })
  })
}
