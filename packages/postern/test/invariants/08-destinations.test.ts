import { afterEach, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

const listed = 'https://shop.example/callback?cart=7'
const options = { redirects: [listed], startUrl: 'https://app.example.com/start' }

test('invariant 8: redirect and state go to the asker, by link, code and claim', async () => {
  const world = await createWorld(options)
  const expected = 'https://shop.example/callback?cart=7&state=s+%26%231'
  const more = { redirectTo: listed, state: 's &#1' }
  const byLink = openBrowser(world)
  const link = await byLink.request('link@example.com', more)
  expect((await byLink.call('/magic-link/verify', { token: link.token })).json.next).toBe(expected)
  const byCode = openBrowser(world)
  const { attemptId, code } = await byCode.request('code@example.com', more)
  expect((await byCode.submit('/code/verify', { attemptId, code })).location).toBe(expected)
  const byClaim = openBrowser(world)
  const approved = await byClaim.request('claim@example.com', more)
  await openBrowser(world).call(`/attempts/${approved.attemptId}/approve`, {
    token: approved.token,
    number: approved.number,
  })
  expect((await byClaim.call(`/attempts/${approved.attemptId}/claim`)).json.next).toBe(expected)
})

test('invariant 8: sign in here elsewhere drops them and goes to the start address (H5)', async () => {
  const world = await createWorld(options)
  const { attemptId, token } = await openBrowser(world).request('ada@example.com', { redirectTo: listed, state: 'S' })
  const other = openBrowser(world)
  const reply = await other.submit(`/attempts/${attemptId}/confirm`, { token, email: 'ada@example.com' })
  expect(reply.location).toBe('https://app.example.com/start')
  expect(await other.who()).toBe('ada@example.com')
})

test('invariant 8: a program that did not ask is sent to the start address too', async () => {
  const world = await createWorld(options)
  const { token } = await openBrowser(world).request('ada@example.com', { redirectTo: listed, state: 'S' })
  const reply = await createProgram(world).post('/magic-link/verify', { token })
  expect(reply.json.next).toBe('https://app.example.com/start')
})

test('invariant 8: neither open nor confirm nor approve tells the reader where the asker wants to go', async () => {
  const world = await createWorld(options)
  const { attemptId, token, number } = await openBrowser(world).request('ada@example.com', {
    redirectTo: listed,
    state: 'S5ecret',
  })
  const other = openBrowser(world)
  const texts = [
    await other.call(`/attempts/${attemptId}/open`, { token }),
    await other.submit(`/attempts/${attemptId}/confirm`, { token }),
    await other.call(`/attempts/${attemptId}/approve`, { token, number }),
  ].map(({ text }) => text)
  for (const text of texts) expect(text).not.toMatch(/shop\.example|S5ecret/)
})

test('invariant 8: a new mail from an expired page keeps them for the asker, and for nobody else', async () => {
  const world = await createWorld(options)
  const asker = openBrowser(world)
  const { token, attemptId } = await asker.request('ada@example.com', { redirectTo: listed, state: 'S' })
  world.clock.advance(minutes(21))
  const other = openBrowser(world)
  const page = await other.submit(`/attempts/${attemptId}/confirm`, { token })
  expect([page.status, page.text.includes(`value="${token}"`)]).toEqual([401, true])
  const elsewhere = await other.call('/magic-link', { again: token })
  await world.delivered(elsewhere.json.attemptId ?? '')
  const first = world.mail.mails().at(-1)
  const typed = { token: first?.token, email: 'ada@example.com' }
  expect((await other.call('/magic-link/verify', typed)).json.next).toBe('https://app.example.com/start')
  const kept = await asker.call('/magic-link', { again: token })
  await world.delivered(kept.json.attemptId ?? '')
  const second = world.mail.mails().at(-1)
  expect((await asker.call('/magic-link/verify', { token: second?.token })).json.next).toBe(`${listed}&state=S`)
})

test('invariant 8: a resend of an expired attempt begins a new one with the same destination', async () => {
  const world = await createWorld(options)
  const asker = openBrowser(world)
  const { attemptId } = await asker.request('ada@example.com', { redirectTo: listed, state: 'S' })
  world.clock.advance(minutes(21))
  const again = await asker.call(`/attempts/${attemptId}/resend`)
  expect(again.json.attemptId).not.toBe(attemptId)
  await world.delivered(again.json.attemptId ?? '')
  const mail = world.mail.mails().at(-1)
  expect((await asker.call('/magic-link/verify', { token: mail?.token })).json.next).toBe(`${listed}&state=S`)
})

test('invariant 8: a new mail wants the mail’s secret or the asker: the public id alone gives nothing', async () => {
  const world = await createWorld()
  const { attemptId } = await openBrowser(world).request('ada@example.com')
  const stranger = openBrowser(world)
  for (const again of [attemptId, `${attemptId}.${'A'.repeat(43)}`, 'nonsense', '']) {
    expect((await stranger.call('/magic-link', { again })).json.code).toBe('link-unknown')
  }
  expect(world.mail.tried).toHaveLength(1)
})

test('invariant 8: nothing in a URL makes a browser the asker (H6)', async () => {
  const world = await createWorld()
  const evil = createProgram(world)
  const { attemptId, token, handle } = await evil.request('evil@example.com')
  const victim = openBrowser(world)
  for (const path of [
    `/check-email/${attemptId}?handle=${handle}`,
    `/link/${attemptId}?handle=${handle}`,
    `/sign-in?handle=${handle}&attempt=${attemptId}`,
    `/attempts/${attemptId}?handle=${handle}`,
  ]) {
    const reply = await victim.visit(path)
    expect(reply.cookies).toEqual([])
  }
  expect((await victim.ask(`/attempts/${attemptId}?handle=${handle}`)).json.code).toBe('attempt-unknown')
  expect((await victim.submit(`/attempts/${attemptId}/confirm?handle=${handle}`, { token })).status).toBe(409)
  expect(await victim.who()).toBeUndefined()
})

test('invariant 8: the start address is our own page where the application has none', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  expect((await browser.signIn('ada@example.com')).json.next).toBe('https://app.example.com/auth/signed-in')
  expect((await browser.visit('/signed-in')).text).toContain('ada@example.com')
})
