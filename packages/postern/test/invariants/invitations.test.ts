import { afterEach, describe, expect, test } from 'vitest'
import { days, hours, minutes } from '../../src/domain/instant.ts'
import type { Rendered } from '../../src/domain/message.ts'
import { type Browser, mailOf, openBrowser } from '../support/browser.ts'
import type { Mail } from '../support/mail.ts'
import { type Nouns, nounsOf } from '../support/nouns.ts'
import { createProgram } from '../support/program.ts'
import type { Reply } from '../support/reply.ts'
import { letRobotWalk } from '../support/robot.ts'
import { closeWorlds, createWorld, sharedStore, type World, type WorldOptions } from '../support/world.ts'

afterEach(closeWorlds)

const email = 'ada@example.com'

interface Invited {
  readonly id: string
  readonly link: string
  readonly token: string
  readonly mail: Rendered
}

type Input = Partial<Parameters<Nouns['invitations']['create']>[0]>

async function createHouse(options: WorldOptions = {}): Promise<World & Nouns> {
  const world = await createWorld({ signUp: 'invited', ...options })
  return { ...world, ...nounsOf(world) }
}

/** Invites, and reads the mail. */
async function invite(world: World & Nouns, input: Input = {}): Promise<Invited> {
  const seen = world.mail.taken.length
  const made = await world.invitations.create({ email, roles: ['member'], ...input })
  if (made.status !== 'invited') throw new Error(`not invited: ${made.status}`)
  const giveUpAt = performance.now() + 10_000
  while (world.mail.taken.length === seen && performance.now() < giveUpAt)
    await new Promise((resolve) => setImmediate(resolve))
  const mail = world.mail.taken[seen]
  const [, id = '', secret = ''] =
    /\/invitation\/([0-9a-z]{26})(?:#|\?s=)([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '') ?? []
  if (!mail || id !== made.invitation.id) throw new Error('no mail of the invitation')
  return { id, token: `${id}.${secret}`, link: mail.facts.link ?? '', mail }
}

const open = (browser: Browser, { id, token }: Invited): Promise<Reply> =>
  browser.call(`/invitations/${id}/open`, { token })
const accept = (browser: Browser, { id, token }: Invited): Promise<Reply> =>
  browser.call(`/invitations/${id}/accept`, { token, email })

/** Accepts, reads the mail that follows, and presses its link. */
async function join(world: World, browser: Browser, invited: Invited): Promise<Reply> {
  const { token } = await mailOf(world, await accept(browser, invited))
  return browser.call('/magic-link/verify', { token })
}

const codeOf = (reply: Reply): unknown => [reply.status, reply.json.code]

test('whoever is invited joins by the mail that follows, once, with the roles and data of the invitation', async () => {
  const world = await createHouse()
  const invited = await invite(world, { roles: ['admin', 'member'], data: { plan: 'paid' }, invitedBy: 'Grace Hopper' })
  expect(invited.mail).toMatchObject({ to: email, subject: 'You are invited to app.example.com' })
  expect(invited.mail.text).toContain('Grace Hopper')
  const ada = openBrowser(world)
  const opened = await open(ada, invited)
  expect(opened.json).toMatchObject({ status: 'open', address: 'a••@example.com', invitedBy: 'Grace Hopper' })
  const { json } = await join(world, ada, invited)
  expect(json).toMatchObject({
    status: 'signed-in',
    user: { email, roles: ['admin', 'member'], data: { plan: 'paid' } },
  })
  expect((await ada.ask('/me')).json).toMatchObject({ roles: ['admin', 'member'] })
  expect(await world.invitations.get(invited.id)).toMatchObject({ status: 'accepted', userId: json.user?.id, email })
  expect(codeOf(await open(ada, invited))).toEqual([403, 'invitation-used'])
  expect(codeOf(await accept(ada, invited))).toEqual([403, 'invitation-used'])
  const types = (await world.events()).map(({ type }) => type).filter((type) => type.startsWith('invitation'))
  expect(types).toEqual(['invitation.created', 'invitation.accepted'])
  expect(world.told.map(({ type }) => type)).toContain('invitation.accepted')
})

test('roles are given once: who loses them does not get them back by signing in again', async () => {
  const world = await createHouse()
  const ada = openBrowser(world)
  const { json } = await join(world, ada, await invite(world))
  await world.users.setRoles(json.user?.id ?? '', [])
  world.clock.advance(minutes(20))
  expect((await ada.signIn(email)).json.user).toMatchObject({ roles: [] })
})

test('whoever just asks with the invited address gets in as well, and others do not', async () => {
  const world = await createHouse()
  const { id } = await invite(world)
  const stranger = await openBrowser(world).call('/magic-link', { email: 'eve@example.com' })
  expect(stranger.json.status).toBe('sent')
  await world.delivered(stranger.json.attemptId ?? '')
  expect(world.mail.mails('eve@example.com')).toEqual([])
  const { json } = await openBrowser(world).signIn('ADA@example.com')
  expect(json.user).toMatchObject({ roles: ['member'] })
  expect((await world.invitations.get(id)).status).toBe('accepted')
})

test('invariant 10: what a request for an invited address answers is what it answers for any other', async () => {
  const world = await createHouse()
  await invite(world)
  const shape = async (address: string): Promise<unknown> => {
    const { status, json, headers } = await openBrowser(world).call('/magic-link', { email: address })
    return [status, Object.keys(json), [...headers.keys()]]
  }
  expect(await shape(email)).toEqual(await shape('eve@example.com'))
})

test('invariant 1: a robot that walks everything gains nothing, burns nothing, and sends no mail', async () => {
  const world = await createHouse()
  const invited = await invite(world)
  const before = world.mail.taken.length
  const { browser, seen } = await letRobotWalk(world, invited.link)
  expect(seen.map(({ pressed }) => pressed)).toEqual(
    expect.arrayContaining([`/auth/invitations/${invited.id}/open`, `/auth/invitations/${invited.id}/accept`]),
  )
  expect(await browser.who()).toBeUndefined()
  expect(await world.user(email)).toBeUndefined()
  expect((await world.invitations.get(invited.id)).status).toBe('open')
  const accepted = seen.filter(({ pressed }) => pressed.endsWith('/accept'))
  expect(accepted.map(({ reply }) => [reply.status, reply.location])).toContainEqual([409, undefined])
  expect(world.mail.taken.length - before).toBe(0)
  expect((await join(world, openBrowser(world), invited)).json.status).toBe('signed-in')
})

test('the landing page says nothing, whatever the id, and changes nothing', async () => {
  const world = await createHouse()
  const { id } = await invite(world)
  const browser = openBrowser(world)
  const page = await browser.visit(`/invitation/${id}`)
  expect(page.status).toBe(200)
  const other = id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  expect((await browser.visit(`/invitation/${other}`)).text.replaceAll(other, id)).toBe(page.text)
  expect((await world.events()).map(({ type }) => type)).not.toContain('link.opened')
  expect((await browser.visit('/invitation/nothing')).status).toBe(404)
})

test('without the right secret nothing is told', async () => {
  const world = await createHouse()
  const invited = await invite(world)
  const other = await invite(world, { email: 'ben@example.com' })
  const secret = other.token.slice(27)
  const tokens = [`${invited.id}.${secret}`, other.token, invited.id, '', `${invited.token}x`]
  for (const token of tokens)
    for (const act of ['open', 'accept'])
      expect(codeOf(await openBrowser(world).call(`/invitations/${invited.id}/${act}`, { token, email }))).toEqual([
        401,
        'invitation-unknown',
      ])
})

test('an invitation is bound to its address: only that mailbox proves', async () => {
  const world = await createHouse()
  const invited = await invite(world)
  const eve = openBrowser(world)
  const sent = await accept(eve, invited)
  await world.delivered(sent.json.attemptId ?? '')
  expect(world.mail.mails().map(({ rendered }) => rendered.to)).toEqual([email])
  const waiting = await eve.visit(`/check-email/${sent.json.attemptId}`)
  expect(waiting.text).not.toContain(email)
  expect(await eve.who()).toBeUndefined()
})

describe('a dead invitation', () => {
  test('that was revoked opens nothing, and refuses whoever was on her way, spending nothing', async () => {
    const world = await createHouse()
    const invited = await invite(world)
    const ada = openBrowser(world)
    const { token, attemptId } = await mailOf(world, await accept(ada, invited))
    expect(await world.invitations.revoke(invited.id, { reason: 'left' })).toEqual({ status: 'revoked' })
    expect(codeOf(await open(ada, invited))).toEqual([403, 'invitation-revoked'])
    expect(codeOf(await ada.call('/magic-link/verify', { token }))).toEqual([403, 'invitation-revoked'])
    expect((await world.look(attemptId)).attempt.state).toBe('open')
    expect(await world.user(email)).toBeUndefined()
    const asked = await ada.call('/magic-link', { email })
    await world.delivered(asked.json.attemptId ?? '')
    expect(world.mail.mails(email)).toHaveLength(1)
    expect(await world.invitations.revoke(invited.id)).toEqual({ status: 'revoked' })
    expect(await world.invitations.revoke('nothing')).toEqual({ status: 'unknown' })
    expect((await world.events()).filter(({ type }) => type === 'invitation.revoked')).toMatchObject([
      { reason: 'left' },
    ])
  })

  test('that has expired says so, and is worth nothing on the sign-in page either', async () => {
    const world = await createHouse()
    const invited = await invite(world, { expiresIn: hours(1) })
    const ada = openBrowser(world)
    world.clock.advance(minutes(55))
    const { token } = await mailOf(world, await accept(ada, invited))
    world.clock.advance(minutes(5))
    expect(codeOf(await open(ada, invited))).toEqual([403, 'invitation-expired'])
    expect(codeOf(await ada.call('/magic-link/verify', { token }))).toEqual([403, 'invitation-expired'])
    const asked = await openBrowser(world).call('/magic-link', { email })
    await world.delivered(asked.json.attemptId ?? '')
    expect(world.mail.mails(email)).toHaveLength(1)
    expect((await world.invitations.get(invited.id)).status).toBe('expired')
  })

  test('that was replaced by a newer one gives way to it', async () => {
    const world = await createHouse()
    const old = await invite(world, { roles: ['admin'] })
    const ada = openBrowser(world)
    const { token } = await mailOf(world, await accept(ada, old))
    await invite(world, { roles: ['member'] })
    expect(codeOf(await open(ada, old))).toEqual([403, 'invitation-revoked'])
    await expect(world.invitations.get(old.id)).rejects.toMatchObject({ code: 'not-found' })
    // She proves the address all the same: what counts is what is offered now.
    expect((await ada.call('/magic-link/verify', { token })).json.user).toMatchObject({ roles: ['member'] })
  })
})

test('somebody who is in already gets the roles by the link, and not by signing in', async () => {
  const world = await createHouse({ signUp: 'open' })
  const ada = openBrowser(world)
  await ada.signIn(email)
  const invited = await invite(world, { roles: ['admin'], data: { plan: 'paid' } })
  expect((await ada.signIn(email)).json.user).toMatchObject({ roles: [] })
  world.clock.advance(minutes(20))
  expect((await join(world, ada, invited)).json.user).toMatchObject({ roles: ['admin'], data: null })
  expect((await world.invitations.get(invited.id)).status).toBe('accepted')
})

test('where sign-up is closed nobody is invited, and nobody joins any more; by domain an invitation goes beyond it', async () => {
  const store = await sharedStore()
  const house = await createHouse({ store })
  const invited = await invite(house)
  const closed = await createHouse({ store, signUp: 'closed', clock: house.clock })
  expect(await closed.invitations.create({ email: 'b@example.com' })).toEqual({
    status: 'refused',
    reason: 'sign-up-closed',
  })
  const sent = await accept(openBrowser(closed), invited)
  await closed.delivered(sent.json.attemptId ?? '')
  expect(closed.mail.mails()).toEqual([])
  const byDomain = await createHouse({ store, signUp: { domains: ['acme.example'] }, clock: house.clock })
  expect((await join(byDomain, openBrowser(byDomain), invited)).json.status).toBe('signed-in')
})

test('two who accept at the same time make one member, and both are let in', async () => {
  const world = await createHouse()
  const invited = await invite(world)
  const browsers = [openBrowser(world), openBrowser(world)]
  const mails: Mail[] = []
  for (const browser of browsers) mails.push(await mailOf(world, await accept(browser, invited)))
  const replies = await Promise.all(
    browsers.map((browser, at) => browser.call('/magic-link/verify', { token: mails[at]?.token })),
  )
  expect(replies.map(({ json }) => json.status)).toEqual(['signed-in', 'signed-in'])
  expect(new Set(replies.map(({ json }) => json.user?.id)).size).toBe(1)
  expect((await world.events()).filter(({ type }) => type === 'invitation.accepted')).toHaveLength(1)
})

test('revoking while somebody accepts: either she is in, or the invitation is revoked', async () => {
  for (let round = 0; round < 4; round++) {
    const world = await createHouse()
    const invited = await invite(world)
    const ada = openBrowser(world)
    const { token } = await mailOf(world, await accept(ada, invited))
    const [reply, { status }] = await Promise.all([
      ada.call('/magic-link/verify', { token }),
      world.invitations.revoke(invited.id),
    ])
    expect([reply.json.status === 'signed-in', status]).toEqual(
      status === 'accepted' ? [true, 'accepted'] : [false, 'revoked'],
    )
  }
})

test('one address gets three invitations a day, whoever invites', async () => {
  const world = await createHouse()
  for (let count = 0; count < 3; count++) await invite(world)
  const fourth = await world.invitations.create({ email })
  expect(fourth).toEqual({ status: 'limited', retryAt: new Date(world.clock.now() + days(1)) })
  expect((await world.invitations.create({ email: 'ben@example.com' })).status).toBe('invited')
  world.clock.advance(days(1))
  expect((await world.invitations.create({ email })).status).toBe('invited')
})

test('asking by an invitation costs what any mail to the address costs, and says when there is more', async () => {
  const world = await createHouse()
  const invited = await invite(world)
  for (let count = 0; count < 3; count++) expect((await accept(openBrowser(world), invited)).status).toBe(200)
  const fourth = await accept(openBrowser(world), invited)
  expect([fourth.status, fourth.json.code, fourth.headers.has('retry-after')]).toEqual([429, 'limited', true])
})

test('wrong input is refused before anything is sent', async () => {
  const { invitations, mail } = await createHouse()
  expect(await invitations.create({ email: 'nobody' })).toEqual({ status: 'refused', reason: 'email-invalid' })
  expect(await invitations.create({ email, roles: ['owner' as never] })).toEqual({
    status: 'refused',
    reason: 'role-unknown',
  })
  expect(await invitations.create({ email, data: {} as never })).toMatchObject({ status: 'invalid' })
  for (const expiresIn of [0, -1, Number.NaN, days(91)])
    await expect(invitations.create({ email, expiresIn })).rejects.toThrow(/^expiresIn must/)
  for (const invitedBy of [
    '',
    'a\nb',
    'x'.repeat(81),
    'see https://evil.example',
    'WWW.evil.example',
    'evil.example',
    'Ann \u202e gnp',
  ])
    await expect(invitations.create({ email, invitedBy })).rejects.toThrow(/^invitedBy must/)
  expect(mail.tried).toEqual([])
})

test('invitations are listed in the order of their addresses, page by page', async () => {
  const world = await createHouse()
  for (const name of ['cleo', 'ada', 'ben']) await invite(world, { email: `${name}@example.com` })
  const first = await world.invitations.list({ limit: 2 })
  expect(first.items.map((one) => one.email)).toEqual(['ada@example.com', 'ben@example.com'])
  const second = await world.invitations.list({ limit: 2, after: first.next ?? '' })
  await expect(world.invitations.list({ after: 'ada' })).rejects.toThrow('after must be `next` of a page before')
  expect([second.items.map((one) => one.email), second.next]).toEqual([['cleo@example.com'], undefined])
})

test('invariant 18: the secret of an invitation is in its mail and nowhere else', async () => {
  const world = await createHouse()
  const { token } = await invite(world)
  const ada = openBrowser(world)
  await ada.call(`/invitations/${token.slice(0, 26)}/open`, { token })
  const documents = await world.store.documents.list(world.at({ kind: 'invitation', limit: 9 }))
  const artifact = await world.store.artifacts.find(world.at({ kind: 'invitation', id: token.slice(0, 26) }))
  const text = JSON.stringify([documents, artifact, await world.events(), world.told, await world.invitations.list()])
  expect(text).not.toContain(token.slice(27))
  expect(artifact).toBeDefined()
})

test('a query link works where the application chose it, and waits for a press', async () => {
  const world = await createHouse({ link: 'query' })
  const invited = await invite(world)
  expect(invited.link).toContain(`/invitation/${invited.id}?s=`)
  const page = await openBrowser(world).visit(invited.link.slice('https://app.example.com/auth'.length))
  expect(page.text).toContain(`value="${invited.token}"`)
  expect((await open(openBrowser(world), invited)).json.status).toBe('open')
})

test('a program joins by a handle, and a page leads a person through', async () => {
  const world = await createHouse()
  const invited = await invite(world)
  const program = createProgram(world)
  const { json } = await program.post(`/invitations/${invited.id}/accept`, { token: invited.token })
  expect(json.handle).toMatch(/^[0-9a-z]{26}\./)
  const ada = openBrowser(world)
  const shown = await ada.submit(`/invitations/${invited.id}/open`, { token: invited.token })
  expect(shown.text).toContain('a••@example.com')
  const { token } = invited
  for (const [typed, said] of [
    ['', 'That doesn’t look like an email address'],
    ['ben@example.com', 'That isn’t the address this email went to'],
  ] as const) {
    const wrong = await ada.submit(`/invitations/${invited.id}/accept`, { token, email: typed })
    expect([wrong.status, wrong.text]).toEqual([409, expect.stringContaining(said)])
    const told = await ada.call(`/invitations/${invited.id}/accept`, { token, email: typed })
    expect(told.json.reason).toBe(typed === '' ? 'email-invalid' : 'address-differs')
  }
  const untyped = await ada.call(`/invitations/${invited.id}/accept`, { token })
  expect([untyped.status, untyped.json.code, untyped.json.reason]).toEqual([409, 'confirm-needed', 'address-needed'])
  expect(world.mail.mails(email)).toHaveLength(1)
  const sent = await ada.submit(`/invitations/${invited.id}/accept`, { token, email: 'ADA@example.com' })
  expect([sent.status, sent.location]).toEqual([303, expect.stringMatching(/^\/auth\/check-email\//)])
  const dead = await ada.submit(`/invitations/${invited.id}/open`, { token: '' })
  expect([dead.status, dead.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
})

test('removing a person forgets her invitation', async () => {
  const world = await createHouse()
  const invited = await invite(world)
  const { json } = await join(world, openBrowser(world), invited)
  await world.users.remove(json.user?.id ?? '')
  expect((await world.invitations.list()).items).toEqual([])
  expect(codeOf(await open(openBrowser(world), invited))).toEqual([401, 'invitation-unknown'])
})
