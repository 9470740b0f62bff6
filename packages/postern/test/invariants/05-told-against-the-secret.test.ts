import { afterEach, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { laptop, openBrowser, phone } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

const acts = ['open', 'confirm', 'approve', 'cancel'] as const

test('invariant 5: open, confirm, approve and cancel without the mail’s secret are all link-unknown, and change nothing', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  const mail = await browser.request('ada@example.com')
  const { attemptId, number, secret, handle } = { handle: '', ...mail }
  const other = await createProgram(world).request('eve@example.com')
  const before = (await world.look(attemptId)).attempt
  const wrong = [
    undefined,
    '',
    attemptId,
    secret,
    handle,
    `${attemptId}.`,
    `${attemptId}.${'A'.repeat(43)}`,
    `${attemptId}.${other.secret}`,
    `${attemptId}.${other.handle.slice(27)}`,
    `${other.attemptId}.${secret}`,
    other.token,
    `${mail.token} `,
    `${mail.token}A`,
    mail.token.slice(0, -1),
    `${attemptId.toUpperCase()}.${secret}`,
  ]
  const stranger = openBrowser(world, { peer: '198.51.100.3' })
  for (const act of acts) {
    const answers = new Set<string>()
    for (const token of wrong) {
      const reply = await stranger.call(`/attempts/${attemptId}/${act}`, { token, number, email: 'ada@example.com' })
      answers.add(`${reply.status} ${reply.text}`)
    }
    expect([...answers]).toEqual([expect.stringMatching(/^401 .*"code":"link-unknown"/)])
  }
  expect((await world.look(attemptId)).attempt).toEqual(before)
})

test('invariant 5: the link’s secret opens, confirms and approves; the cancel secret does none of it', async () => {
  const world = await createWorld()
  const { attemptId, cancel, number } = await openBrowser(world).request('ada@example.com')
  const other = openBrowser(world)
  for (const act of ['open', 'confirm', 'approve'] as const) {
    const reply = await other.call(`/attempts/${attemptId}/${act}`, { token: cancel, number, email: 'ada@example.com' })
    expect(reply.json.code).toBe('link-unknown')
  }
  expect((await createProgram(world).post('/magic-link/verify', { token: cancel })).json.code).toBe('link-unknown')
})

test('invariant 5: a path that names another attempt than the token is unknown', async () => {
  const world = await createWorld()
  const one = await createProgram(world).request('ada@example.com')
  const other = await createProgram(world).request('eve@example.com')
  const reply = await createProgram(world).post(`/attempts/${other.attemptId}/confirm`, { token: one.token })
  expect(reply.json.code).toBe('link-unknown')
})

test('invariant 5: against the right secret it is told who asked, from closed lists, when, and the masked address', async () => {
  const world = await createWorld({
    placeOf: (address) => (address.startsWith('203.') ? 'Lyon, France' : 'Oslo, Norway'),
  })
  const evil = `${laptop} <script>alert(1)</script> Acme-Support-Call-555-1234`
  const mail = await openBrowser(world, { userAgent: evil }).request('ada.lovelace@example.com')
  const reply = await openBrowser(world, { peer: '198.51.100.3', userAgent: phone }).call(
    `/attempts/${mail.attemptId}/open`,
    { token: mail.token },
  )
  expect(reply.json).toMatchObject({
    status: 'open',
    application: { id: 'default', name: 'app.example.com' },
    address: 'a••@example.com',
    asked: { browser: 'Chrome on Linux', place: 'Lyon, France', at: '2026-11-22T09:00:00.000Z' },
    expiresAt: expect.stringMatching(/^2026-11-22T09:1/),
    approval: 'on',
    otherNetwork: true,
    asker: false,
  })
  expect(reply.text).not.toMatch(/lovelace|script|555|203\.0|198\.51/)
  expect(mail.rendered.html + mail.rendered.text).not.toMatch(/script>alert|555-1234/)
})

test('invariant 5: used, expired and superseded are told only against the right secret', async () => {
  const world = await createWorld({ liveSets: 1 })
  const program = createProgram(world)
  const wrong = async (attemptId: string) =>
    (await program.post(`/attempts/${attemptId}/open`, { token: `${attemptId}.${'A'.repeat(43)}` })).json.code
  const used = await program.request('used@example.com')
  await program.post('/magic-link/verify', { token: used.token })
  const asker = createProgram(world)
  const old = await asker.request('superseded@example.com')
  world.clock.advance(minutes(1))
  await asker.post(`/attempts/${old.attemptId}/resend`, { handle: old.handle })
  await world.delivered(old.attemptId)
  const told = async ({ attemptId, token }: { attemptId: string; token: string }) =>
    (await program.post(`/attempts/${attemptId}/open`, { token })).json.code
  expect([await told(used), await wrong(used.attemptId)]).toEqual(['link-used', 'link-unknown'])
  expect([await told(old), await wrong(old.attemptId)]).toEqual(['link-superseded', 'link-unknown'])
  const late = await program.request('late@example.com')
  world.clock.advance(minutes(21))
  expect([await told(late), await wrong(late.attemptId)]).toEqual(['link-expired', 'link-unknown'])
  expect(await told(used)).toBe('link-used')
})

test('invariant 5: the landing page’s own answer tells nothing of the attempt (M3)', async () => {
  const world = await createWorld({ placeOf: () => 'Lyon, France' })
  const mail = await openBrowser(world).request('ada@example.com')
  const visitor = openBrowser(world)
  for (const path of [`/link/${mail.attemptId}`, `/link/${mail.attemptId}/cancel`]) {
    const { text } = await visitor.visit(path)
    expect(text).not.toMatch(/••|ada|@example|Lyon|Chrome|09:00/)
    expect(text).not.toContain(`>${mail.number}<`)
  }
})

test('invariant 5: a copied request of one browser’s page is told the same as any other', async () => {
  const world = await createWorld()
  const { attemptId } = await openBrowser(world).request('ada@example.com')
  const page = await openBrowser(world).submit(`/attempts/${attemptId}/open`, {
    token: `${attemptId}.${'A'.repeat(43)}`,
  })
  expect(page.status).toBe(401)
  expect(page.text).not.toContain('••')
})
