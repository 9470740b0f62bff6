import { afterEach, describe, expect, test } from 'vitest'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { PosternError } from '../../src/domain/errors.ts'
import type { Id } from '../../src/domain/id.ts'
import { minutes, seconds } from '../../src/domain/instant.ts'
import { attemptEventsRoute } from '../../src/http/routes/attempt-events.ts'
import type { StoreSource } from '../../src/ports/store-source.ts'
import { openBrowser } from '../support/browser.ts'
import { eventsOf } from '../support/event-stream.ts'
import { createProgram } from '../support/program.ts'
import { base, closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

test('invariant 7: approval makes no session, for nobody; the asker’s claim does', async () => {
  const world = await createWorld()
  const asker = openBrowser(world)
  const reader = openBrowser(world, { peer: '198.51.100.5' })
  const { attemptId, token, number } = await asker.request('ada@example.com')
  const approved = await reader.call(`/attempts/${attemptId}/approve`, { token, number })
  expect([approved.json.status, approved.cookies]).toEqual(['approved', []])
  expect(await world.user('ada@example.com')).toBeUndefined()
  expect([await reader.who(), await asker.who()]).toEqual([undefined, undefined])
  expect((await reader.call(`/attempts/${attemptId}/claim`)).json.code).toBe('attempt-unknown')
  const claimed = await asker.call(`/attempts/${attemptId}/claim`)
  expect(claimed.json.session?.methods).toEqual(['approved'])
  expect([await reader.who(), await asker.who()]).toEqual([undefined, 'ada@example.com'])
})

test('invariant 7: a claim before approval is not-approved and spends nothing', async () => {
  const world = await createWorld()
  const asker = openBrowser(world)
  const { attemptId, token } = await asker.request('ada@example.com')
  expect((await asker.call(`/attempts/${attemptId}/claim`)).json.code).toBe('not-approved')
  expect((await asker.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
})

test('invariant 7: a claim wants POST and our own origin (H4)', async () => {
  const world = await createWorld()
  const asker = openBrowser(world)
  const { attemptId, token, number } = await asker.request('ada@example.com')
  await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
  expect((await asker.ask(`/attempts/${attemptId}/claim`)).status).toBe(405)
  const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
  expect((await asker.call(`/attempts/${attemptId}/claim`, {}, foreign)).json.code).toBe('origin-refused')
  expect(await asker.who()).toBeUndefined()
})

test('invariant 7: an approved attempt is claimed without script: the waiting page has the button', async () => {
  const world = await createWorld()
  const asker = openBrowser(world)
  const { attemptId, token, number } = await asker.request('ada@example.com')
  await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
  const page = await asker.visit(`/check-email/${attemptId}`)
  expect(page.text).toContain(`action="/auth/attempts/${attemptId}/claim"`)
  expect((await asker.submit(`/attempts/${attemptId}/claim`)).status).toBe(303)
  expect(await asker.who()).toBe('ada@example.com')
})

test('invariant 7: an approved attempt is not mailed again, and its link still works', async () => {
  const world = await createWorld()
  const asker = openBrowser(world)
  const { attemptId, token, number } = await asker.request('ada@example.com')
  await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
  world.clock.advance(minutes(1))
  expect((await asker.call(`/attempts/${attemptId}/resend`)).json.code).toBe('attempt-ended')
  expect((await asker.submit(`/attempts/${attemptId}/resend`)).location).toBe(`/auth/check-email/${attemptId}`)
  expect((await asker.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
})

describe('invariant 7: the waiting page learns', () => {
  test('nothing that is not so: a sign-in in another tab ends its stream, and it asks anew', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const first = await browser.request('ada@example.com')
    const second = await browser.request('bob@example.com')
    const stream = eventsOf(world, browser, second.attemptId)
    expect(await stream.next()).toBe('waiting')
    expect((await browser.call('/magic-link/verify', { token: first.token })).json.status).toBe('signed-in')
    world.runtime.ports.signals.wake(second.attemptId as Id<'attempt'>)
    expect(await stream.next()).toBeUndefined()
    expect((await browser.ask(`/attempts/${second.attemptId}`)).json.state).toBe('waiting')
    const again = eventsOf(world, browser, second.attemptId)
    expect(await again.next()).toBe('waiting')
    await again.cancel()
  })

  test('by a stream that nothing on the way may keep, collect or compress', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId } = await asker.request('ada@example.com')
    const url = `${world.origin}${base}/attempts/${attemptId}/events`
    const head = await world.handle(new Request(url, { method: 'HEAD', headers: { cookie: asker.jar.header() ?? '' } }))
    expect([head.status, head.headers.get('cache-control')]).toEqual([200, 'no-store, no-transform'])
    expect(head.headers.get('x-accel-buffering')).toBe('no')
  })

  test('waiting, completed here, completed elsewhere, ended and expired, and no word more', async () => {
    const world = await createWorld()
    const state = async (browser: ReturnType<typeof openBrowser>, id: string) => {
      const { json } = await browser.ask(`/attempts/${id}`)
      expect(Object.keys(json).sort()).toEqual(['attemptId', 'expiresAt', 'number', 'resendAt', 'state'])
      return json.state
    }
    const asker = openBrowser(world)
    const here = await asker.request('here@example.com')
    expect(await state(asker, here.attemptId)).toBe('waiting')
    await asker.call('/magic-link/verify', { token: here.token })
    expect(await state(asker, here.attemptId)).toBe('completed-here')
    const second = openBrowser(world)
    const elsewhere = await second.request('elsewhere@example.com')
    await openBrowser(world).call('/magic-link/verify', { token: elsewhere.token, email: 'elsewhere@example.com' })
    expect(await state(second, elsewhere.attemptId)).toBe('completed-elsewhere')
    const third = openBrowser(world)
    const ended = await third.request('ended@example.com')
    await createProgram(world).post(`/attempts/${ended.attemptId}/cancel`, { token: ended.cancel })
    expect(await state(third, ended.attemptId)).toBe('ended')
    const fourth = openBrowser(world)
    const late = await fourth.request('late@example.com')
    world.clock.advance(minutes(21))
    expect(await state(fourth, late.attemptId)).toBe('expired')
  })

  test('by server-sent events, that end with the attempt', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, token, number } = await asker.request('ada@example.com')
    const stream = eventsOf(world, asker, attemptId)
    expect(await stream.next()).toBe('waiting')
    await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
    expect(await stream.next()).toBe('approved')
    await openBrowser(world, { jar: asker.jar.copy() }).call(`/attempts/${attemptId}/claim`)
    expect(await stream.next()).toBe('completed-here')
    expect(await stream.next()).toBeUndefined()
  })

  test('by two streams an attempt at most; the third polls (M25)', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId } = await asker.request('ada@example.com')
    const one = eventsOf(world, asker, attemptId)
    const two = eventsOf(world, asker, attemptId)
    expect([await one.next(), await two.next()]).toEqual(['waiting', 'waiting'])
    const third = await asker.ask(`/attempts/${attemptId}/events`)
    expect([third.status, third.json.code, third.headers.get('retry-after')]).toEqual([503, 'busy', '1'])
    await one.cancel()
    await two.cancel()
    const fourth = eventsOf(world, asker, attemptId)
    expect(await fourth.next()).toBe('waiting')
    await fourth.cancel()
  })

  test('by a bounded number of streams in all; whoever comes later polls', async () => {
    const few = { ...attemptEventsRoute({ maxStreams: 2 }), path: '/few/:id' }
    const world = await createWorld({ routes: [few] })
    const open = async (email = 'ada@example.com') => {
      const asker = openBrowser(world)
      const { attemptId } = await asker.request(email)
      const headers = { cookie: asker.jar.header() ?? '', 'sec-fetch-site': 'same-origin' }
      return world.handle(new Request(`${world.origin}${base}/few/${attemptId}`, { headers }))
    }
    const streams = [await open(), await open()]
    const late = await open()
    expect([...streams, late].map(({ status }) => status)).toEqual([200, 200, 503])
    expect(await late.json()).toMatchObject({ code: 'busy' })
    await streams[0]?.body?.cancel()
    const next = await open('bob@example.com')
    expect(next.status).toBe(200)
    for (const { body } of [...streams.slice(1), next]) await body?.cancel()
  })

  test('by no stream at all once the reader has gone: one that left before it began takes no place', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId } = await asker.request('ada@example.com')
    const url = `${world.origin}${base}/attempts/${attemptId}/events`
    const headers = { cookie: asker.jar.header() ?? '', 'sec-fetch-site': 'same-origin' }
    for (let count = 0; count < 2; count++) {
      const { status } = await world.handle(new Request(url, { headers, signal: AbortSignal.abort() }))
      expect(status).toBe(200)
    }
    const stream = eventsOf(world, asker, attemptId)
    expect(await stream.next()).toBe('waiting')
    await stream.cancel()
  })

  test('nothing of delivery: a bounced mail looks like one that arrived (H9)', async () => {
    const world = await createWorld()
    const states: unknown[] = []
    for (const answer of [{ kind: 'taken' }, { kind: 'refused', reason: '550', suppress: true }] as const) {
      world.mail.answer(answer)
      const asker = openBrowser(world)
      const { json } = await asker.call('/magic-link', { email: 'ada@example.com' })
      await world.delivered(json.attemptId ?? '')
      const page = await asker.visit(`/check-email/${json.attemptId}`)
      states.push([(await asker.ask(`/attempts/${json.attemptId}`)).json.state, page.status])
    }
    expect(states).toEqual([
      ['waiting', 200],
      ['waiting', 200],
    ])
  })
})

test('invariant 7: the waiting page survives reload and offers code, resend with countdown, and another address', async () => {
  const world = await createWorld()
  const asker = openBrowser(world)
  const { attemptId, number } = await asker.request('ada@example.com')
  for (let load = 0; load < 3; load++) {
    const { status, text } = await asker.visit(`/check-email/${attemptId}`)
    expect(status).toBe(200)
    for (const part of [
      `>${number}<`,
      'ada@example.com',
      'name="code"',
      `/attempts/${attemptId}/resend"`,
      'data-waits=',
    ])
      expect(text).toContain(part)
    expect(text).toContain('href="/auth/sign-in"')
    world.clock.advance(seconds(5))
  }
})

test('in-app browsers: on completed elsewhere the waiting page offers a mail of its own, same destination', async () => {
  const world = await createWorld()
  const asker = openBrowser(world)
  const { attemptId, token } = await asker.request('ada@example.com', { redirectTo: '/here' })
  await openBrowser(world).call('/magic-link/verify', { token, email: 'ada@example.com' })
  const { text } = await asker.visit(`/check-email/${attemptId}`)
  expect(text).toContain(`name="again" value="${attemptId}"`)
  const again = await asker.submit('/magic-link', { again: attemptId })
  const next = again.location?.split('/').at(-1) ?? ''
  await world.delivered(next)
  const done = await asker.call('/magic-link/verify', { token: world.mail.mails().at(-1)?.token })
  expect(done.json.next).toBe('/here')
})

test('invariant 7: a look that met a busy store is no news, and the page hears of the next one', async () => {
  const source = sqlite(':memory:')
  let failures = 0
  const busy: StoreSource = {
    ...source,
    async open(...given) {
      const store = await source.open(...given)
      const find: typeof store.attempts.find = (input) => {
        if (failures === 0) return store.attempts.find(input)
        failures--
        throw new PosternError('busy', 'The database is busy.')
      }
      return { ...store, attempts: { ...store.attempts, find } }
    },
  }
  const world = await createWorld({ store: busy })
  const asker = openBrowser(world)
  const { attemptId, token, number } = await asker.request('ada@example.com')
  const events = eventsOf(world, asker, attemptId)
  expect(await events.next()).toBe('waiting')
  failures = 1
  world.runtime.ports.signals.wake(attemptId)
  await expect.poll(() => failures).toBe(0)
  await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
  expect(await events.next()).toBe('approved')
  await events.cancel()
})
