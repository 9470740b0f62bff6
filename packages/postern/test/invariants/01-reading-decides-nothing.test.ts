import { afterEach, expect, test } from 'vitest'
import { minutes, seconds } from '../../src/domain/instant.ts'
import { openBrowser, phone } from '../support/browser.ts'
import { createDatabase, type Database } from '../support/database.ts'
import { createProgram } from '../support/program.ts'
import { readReply } from '../support/reply.ts'
import { letRobotWalk } from '../support/robot.ts'
import { base, closeWorlds, createWorld } from '../support/world.ts'

let database: Database | undefined
afterEach(async () => {
  await closeWorlds()
  await database?.remove()
  database = undefined
})

test('invariant 1: GET and HEAD of every address change no row and send nothing, but for noted opens', async () => {
  database = await createDatabase()
  const world = await createWorld({ store: database.source })
  const laptop = openBrowser(world)
  await laptop.signIn('eve@example.com')
  const mail = await laptop.request('ada@example.com')
  const before = await database.rows(['postern_events'])
  const told = world.told.length
  const attempts = `/attempts/${mail.attemptId}`
  const paths = [
    ['/sign-in', '/sign-in?login_hint=ada@example.com', '/signed-in', '/signed-out', '/error', '/me', '/session'],
    [`/check-email/${mail.attemptId}`, `/check-email/${mail.attemptId}?resent=1`, `/link/${mail.attemptId}/cancel`],
    [attempts, `/link/${mail.attemptId}/cancel?s=${mail.secret}`, '/magic-link', '/magic-link/verify', '/sign-out'],
    ...['open', 'confirm', 'approve', 'cancel', 'claim', 'resend'].map(
      (act) => `${attempts}/${act}?token=${mail.token}`,
    ),
    `/code/verify?attemptId=${mail.attemptId}&code=${mail.code}`,
    `/magic-link?email=ada@example.com`,
  ].flat()
  for (const path of paths) {
    await laptop.visit(path)
    await laptop.ask(path)
    await readReply(await world.handle(headOf(world.origin + base + path, laptop.jar.header())))
  }
  expect(await database.rows(['postern_events'])).toBe(before)
  expect(world.mail.tried).toHaveLength(2)
  expect(world.told).toHaveLength(told)
})

test('invariant 1: an opened link is noted twenty times at most, and the note decides nothing (M4)', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  const mail = await browser.request('ada@example.com')
  const { attempt: before } = await world.look(mail.attemptId)
  for (let count = 0; count < 30; count++)
    await openBrowser(world, { peer: '198.51.100.9' }).visit(`/link/${mail.attemptId}`)
  const { attempt } = await world.look(mail.attemptId)
  expect(attempt).toEqual({ ...before, opens: 20 })
  const opened = (await world.events(mail.attemptId)).filter(({ type }) => type === 'link.opened')
  expect(opened).toHaveLength(20)
  expect((await browser.call('/magic-link/verify', { token: mail.token })).json.status).toBe('signed-in')
})

test('invariant 1: last-seen is noted at most once a minute', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  await browser.signIn('ada@example.com')
  const seen = async () => ((await browser.ask('/session')).json as { lastSeenAt?: string }).lastSeenAt
  const first = await seen()
  world.clock.advance(seconds(59))
  await browser.who()
  expect(await seen()).toBe(first)
  world.clock.advance(seconds(1))
  await browser.who()
  expect(await seen()).toBe(new Date(world.clock.now()).toISOString())
})

test('invariant 1: a robot that opens, runs scripts and presses every button but "not me" gains and burns nothing', async () => {
  const world = await createWorld()
  const laptop = openBrowser(world)
  const mail = await laptop.request('ada@example.com')
  const before = (await world.look(mail.attemptId)).attempt
  const { browser: robot, seen } = await letRobotWalk(world, mail.link, { spares: /\/cancel$/ })
  expect(seen.map(({ pressed }) => pressed.split('/').at(-1))).toEqual(
    expect.arrayContaining(['confirm', 'approve', 'verify']),
  )
  expect(robot.cookie('session')).toBeUndefined()
  expect(await robot.who()).toBeUndefined()
  expect((await world.look(mail.attemptId)).attempt).toEqual({ ...before, opens: expect.any(Number) })
  expect(world.mail.tried).toHaveLength(1)
  const phoneBrowser = openBrowser(world, { userAgent: phone, peer: '198.51.100.77' })
  const { token, number } = mail
  const approved = await phoneBrowser.call(`/attempts/${mail.attemptId}/approve`, { token, number })
  expect(approved.json.status).toBe('approved')
  expect((await laptop.call(`/attempts/${mail.attemptId}/claim`)).json.status).toBe('signed-in')
})

test('invariant 1: a robot that presses each button once, on the first page, changes nothing at all', async () => {
  const world = await createWorld()
  const laptop = openBrowser(world)
  const mail = await laptop.request('ada@example.com')
  const before = (await world.look(mail.attemptId)).attempt
  await letRobotWalk(world, mail.link, { depth: 2 })
  expect((await world.look(mail.attemptId)).attempt).toEqual({ ...before, opens: expect.any(Number) })
  expect((await laptop.call('/magic-link/verify', { token: mail.token })).json.status).toBe('signed-in')
})

test('invariant 1: a robot on both "not me" pages stops the open attempt at most, the asker is told, and one tap mails anew', async () => {
  const world = await createWorld()
  const laptop = openBrowser(world)
  const mail = await laptop.request('ada@example.com')
  const { origin, pathname, hash } = new URL(mail.link)
  const { browser: robot } = await letRobotWalk(world, `${origin}${pathname}/cancel${hash}`, { depth: 3 })
  expect(await robot.who()).toBeUndefined()
  expect((await world.look(mail.attemptId)).attempt.state).toBe('cancelled')
  expect((await laptop.ask(`/attempts/${mail.attemptId}`)).json.state).toBe('ended')
  const page = await laptop.visit(`/check-email/${mail.attemptId}`)
  expect(page.text).toContain(`name="again" value="${mail.attemptId}"`)
  const again = await laptop.submit('/magic-link', { again: mail.attemptId })
  expect(again.status).toBe(303)
  await world.delivered(again.location?.split('/').at(-1) ?? '')
  const [, newest] = world.mail.mails('ada@example.com')
  expect((await laptop.call('/magic-link/verify', { token: newest?.token })).json.status).toBe('signed-in')
})

test('invariant 1: a robot cannot end a session, which wants the address typed', async () => {
  const world = await createWorld()
  const laptop = openBrowser(world)
  const mail = await laptop.request('ada@example.com')
  await laptop.call('/magic-link/verify', { token: mail.token })
  const { origin, pathname } = new URL(mail.link)
  await letRobotWalk(world, `${origin}${pathname}/cancel#${mail.cancel.slice(27)}`)
  await letRobotWalk(world, mail.link)
  expect(await laptop.who()).toBe('ada@example.com')
})

test('invariant 1: HEAD of an event stream opens none', async () => {
  const world = await createWorld()
  const laptop = openBrowser(world)
  const { attemptId } = await laptop.request('ada@example.com')
  const url = `${world.origin}${base}/attempts/${attemptId}/events`
  for (let count = 0; count < 3; count++) {
    const reply = await world.handle(headOf(url, laptop.jar.header()))
    expect([reply.status, reply.body]).toEqual([200, null])
  }
  const streamed = await world.handle(new Request(url, { headers: { cookie: laptop.jar.header() ?? '' } }))
  expect(streamed.status).toBe(200)
  await streamed.body?.cancel()
})

test('invariant 1: a link of an attempt that never was shows the same page', async () => {
  const world = await createWorld()
  const { attemptId } = await createProgram(world).request('ada@example.com')
  const browser = openBrowser(world)
  const real = await browser.visit(`/link/${attemptId}`)
  const none = attemptId.slice(0, 20) + '000000'
  const other = await browser.visit(`/link/${none}`)
  expect(other.status).toBe(real.status)
  expect(other.text.replaceAll(none, attemptId)).toBe(real.text)
  world.clock.advance(minutes(30))
  expect((await browser.visit(`/link/${attemptId}`)).text.replace(/data-now="\d+"/, '')).toBe(
    real.text.replace(/data-now="\d+"/, ''),
  )
})

function headOf(url: string, cookie: string | undefined): Request {
  return new Request(url, { method: 'HEAD', headers: { accept: 'text/html', cookie: cookie ?? '' } })
}
