/** The lesser attacks and gaps that can be tried on what exists. Those with a home elsewhere are named there. */
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '../../src/domain/instant.ts'
import { openBrowser } from '../support/browser.ts'
import { createDatabase } from '../support/database.ts'
import { wrongCode } from '../support/mail.ts'
import { createProgram } from '../support/program.ts'
import { base, closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

describe('medium', () => {
  test('M1: codes shut and approval shut are flags of an open attempt, whose link outlives both', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, token, code, number } = await asker.request('ada@example.com')
    for (let count = 0; count < 5; count++)
      await asker.call('/code/verify', { attemptId, code: wrongCode(code, count) })
    const wrong = number === '10' ? '11' : '10'
    await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number: wrong })
    expect((await world.look(attemptId)).attempt).toMatchObject({ state: 'open', tries: 5, approvalShut: true })
    expect((await asker.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
  })

  test('M2: where the fragment is lost in another browser, the page offers a mail for this one', async () => {
    const world = await createWorld()
    const { attemptId } = await openBrowser(world).request('ada@example.com')
    const other = openBrowser(world)
    expect((await other.visit(`/link/${attemptId}`)).text).toContain('href="/auth/sign-in"')
    expect((await other.signIn('ada@example.com')).json.status).toBe('signed-in')
  })

  test('M5: a code hits one of three live sets at most, and five tries see no more than that', async () => {
    const world = await createWorld({ baseUrl: 'http://localhost:3000', limits: 'off' })
    const asker = openBrowser(world)
    const { attemptId } = await asker.request('ada@example.com')
    for (let count = 0; count < 6; count++) await asker.call(`/attempts/${attemptId}/resend`)
    await world.delivered(attemptId)
    const { attempt } = await world.look(attemptId)
    expect([attempt.sets.length, attempt.superseded.length, attempt.maxTries]).toEqual([3, 4, 5])
    const [oldest] = world.mail.mails()
    const live = world.mail.mails().slice(-3)
    if (live.every(({ code }) => code !== oldest?.code))
      expect((await asker.call('/code/verify', { attemptId, code: oldest?.code })).json.code).toBe('code-wrong')
  })

  test('M14: no route gives a mail’s secret back, not even to its asker', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, secret, code, cancel } = await asker.request('ada@example.com')
    for (const path of [
      `/attempts/${attemptId}`,
      `/check-email/${attemptId}`,
      `/link/${attemptId}`,
      `/link/${attemptId}/cancel`,
    ]) {
      const { text } = await asker.visit(path)
      for (const one of [secret, cancel.slice(27), code]) expect(text).not.toContain(one)
    }
  })

  test('M20: a path of our own origin is a redirect, and no trick with it leaves', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const { token, attemptId } = await browser.request('ada@example.com', { redirectTo: '/deep/link?tab=2#part' })
    expect((await browser.submit(`/attempts/${attemptId}/confirm`, { token })).location).toBe('/deep/link?tab=2#part')
    for (const redirectTo of ['//evil.example', '/\\evil.example', '/x/..//evil.example'])
      expect((await browser.call('/magic-link', { email: 'ada@example.com', redirectTo })).json.code).toBe(
        'redirect-refused',
      )
  })

  test('M21: a single-page app at a listed origin asks, types the code and is in; at another it is refused', async () => {
    const world = await createWorld({ origins: ['https://spa.example'] })
    const browser = openBrowser(world)
    const spa = { origin: 'https://spa.example', 'sec-fetch-site': 'cross-site' }
    const asked = await browser.call('/magic-link', { email: 'ada@example.com' }, spa)
    await world.delivered(asked.json.attemptId ?? '')
    const code = world.mail.mails()[0]?.code
    const done = await browser.call('/code/verify', { attemptId: asked.json.attemptId, code }, spa)
    expect([done.json.status, done.headers.get('access-control-allow-credentials')]).toEqual(['signed-in', 'true'])
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await browser.call('/magic-link', { email: 'ada@example.com' }, evil)).status).toBe(403)
  })

  test('M25: an event stream is the asker’s and same-origin’s, and ends when the process is about to stop', async () => {
    const world = await createWorld({ origins: ['https://spa.example'] })
    const asker = openBrowser(world)
    const { attemptId } = await asker.request('ada@example.com')
    expect((await openBrowser(world).ask(`/attempts/${attemptId}/events`)).status).toBe(401)
    const cookie = asker.jar.header() ?? ''
    const stream = (headers: Readonly<Record<string, string>>) =>
      world.handle(
        new Request(`${world.origin}${base}/attempts/${attemptId}/events`, { headers: { cookie, ...headers } }),
      )
    const evil = { origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' }
    for (let count = 0; count < 3; count++) expect((await stream(evil)).status).toBe(403)
    const own = await stream({ 'sec-fetch-site': 'same-origin' })
    const listed = await stream({ origin: 'https://spa.example', 'sec-fetch-site': 'cross-site' })
    expect([own.status, listed.status]).toEqual([200, 200])
    world.runtime.endStreams()
    for (const one of [own, listed]) expect(await one.text()).toMatch(/^event: state\ndata: waiting\n\n$/)
  })
})

describe('low', () => {
  test('L1: the page’s script waits until it is seen, and takes the secret out of the address bar first', () => {
    const script = readFileSync(new URL('../../src/pages/assets/page.ts', import.meta.url), 'utf8')
    const carry = script.slice(script.indexOf('function carryFragment'))
    const order = ['history.replaceState', 'document.prerendering', 'document.visibilityState', 'sendForm'].map(
      (part) => carry.indexOf(part),
    )
    expect(order.every((at) => at > 0)).toBe(true)
    expect([...order].sort((one, other) => one - other)).toEqual(order)
  })

  test('L3: every 401 carries a challenge', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    const replies = [
      await browser.ask('/me'),
      await browser.call('/magic-link/verify', { token: 'x' }),
      await browser.submit('/magic-link/verify', { token: 'x' }),
      await browser.call('/code/verify', {}),
      await browser.visit(`/check-email/${'0'.repeat(26)}`),
    ]
    for (const { status, headers } of replies)
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Postern'])
  })

  test('L4: secrets live ten minutes', async () => {
    const world = await createWorld()
    const program = createProgram(world)
    const { token } = await program.request('ada@example.com')
    world.clock.advance(minutes(10) - seconds(1))
    expect((await openBrowser(world).call('/magic-link/verify', { token })).json.code).toBe('confirm-needed')
    world.clock.advance(seconds(1))
    expect((await openBrowser(world).call('/magic-link/verify', { token })).json.code).toBe('link-expired')
  })

  test('L8: the language of a mail is the asker’s choice only for strangers; a user reads hers', async () => {
    const world = await createWorld()
    const english = openBrowser(world)
    await english.signIn('ada@example.com')
    const stranger = openBrowser(world)
    await stranger.request('ada@example.com', { locale: 'de' })
    await stranger.request('new@example.com', { locale: 'de' })
    await english.request('ada@example.com', { locale: 'de' })
    const languages = world.mail.taken.map(({ html }) => /<html[^>]* lang="([a-z]+)"/.exec(html)?.[1])
    expect(languages).toEqual(['en', 'en', 'de', 'de'])
  })

  test('L9: a session’s id is public and no hash of its cookie', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    const { json } = await browser.ask('/session')
    expect(json.id).toBe(browser.cookie('session')?.slice(0, 26))
    const forged = await createProgram(world).get('/me', {
      cookie: `__Host-postern-session=${json.id}.${'A'.repeat(43)}`,
    })
    expect(forged.status).toBe(401)
  })

  test('L10: sign-up by domain compares A-labels for equality, never by suffix', async () => {
    const world = await createWorld({ signUp: { domains: ['acme.example', 'bücher.example'] } })
    const codes: unknown[] = []
    for (const email of [
      'a@acme.example',
      'a@BÜCHER.example',
      'a@xn--bcher-kva.example',
      'a@evilacme.example',
      'a@sub.acme.example',
      'a@acme.example.evil.example',
    ]) {
      const { json } = await createProgram(world).post('/magic-link', { email })
      await world.delivered(json.attemptId ?? '')
      codes.push(world.mail.mails().some((mail) => mail.attemptId === json.attemptId))
    }
    expect(codes).toEqual([true, true, true, false, false, false])
  })

  test('L12: events of attempts nobody proved do not pile up without end', async () => {
    const database = await createDatabase()
    const world = await createWorld({ store: database.source })
    const { attemptId } = await createProgram(world).request('ada@example.com')
    for (let count = 0; count < 40; count++) await openBrowser(world).visit(`/link/${attemptId}`)
    expect((await database.counts())['postern_events']).toBe(22)
    world.clock.advance(days(500))
    for (let round = 0; round < 5; round++) {
      await world.runtime.runChores()
      world.clock.advance(hours(1))
    }
    const { postern_attempts: attempts, postern_events: events } = await database.counts()
    expect([attempts, events]).toEqual([0, 0])
    await closeWorlds()
    await database.remove()
  })
})
