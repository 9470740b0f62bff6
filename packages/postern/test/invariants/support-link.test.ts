import { afterEach, describe, expect, test } from 'vitest'
import { mailOf, openBrowser } from '../support/browser.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

const caller = { kind: 'program', asked: {}, networks: [] } as const

const make = (world: World, email: string) =>
  world.runtime.engine.createLink(world.scope, {
    email,
    client: caller,
    locale: 'en',
    support: { actor: 'cli:grace', reason: 'mail-does-not-arrive' },
  })

async function made(world: World, email: string): Promise<string> {
  const outcome = await make(world, email)
  if (outcome.kind !== 'created') throw new Error(outcome.kind)
  return outcome.token
}

describe('a support link', () => {
  test('is for somebody who is registered: it makes no account', async () => {
    const world = await createWorld()
    expect(await make(world, 'ada@example.com')).toEqual({ kind: 'user-unknown' })
  })

  test('is not made for who holds a second factor, nor for who is shut out', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    await world.setUser('ada@example.com', { factors: ['totp'] })
    expect(await make(world, 'ada@example.com')).toEqual({ kind: 'second-factor' })
    await world.setUser('ada@example.com', { factors: [], status: 'banned' })
    expect(await make(world, 'ada@example.com')).toEqual({ kind: 'user-banned' })
  })

  test('passes the gate where the session is made: a ban that came meanwhile holds', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    const token = await made(world, 'ada@example.com')
    await world.setUser('ada@example.com', { status: 'banned' })
    const reply = await openBrowser(world).call('/magic-link/verify', { token, email: 'ada@example.com' })
    expect([reply.status, reply.json.code]).toEqual([403, 'user-banned'])
  })

  test('names in an event who made it and why', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    await made(world, 'ada@example.com')
    const user = await world.user('ada@example.com')
    const [event] = (await world.events()).filter(({ type }) => type === 'support-link.created')
    expect(event).toMatchObject({ user: user?.id, actor: 'cli:grace', reason: 'mail-does-not-arrive' })
  })

  test('is told to its user by a mail that is committed with the sign-in, in a browser that she is known by too', async () => {
    const world = await createWorld({ newDeviceMail: false })
    const own = openBrowser(world)
    await own.signIn('ada@example.com')
    const token = await made(world, 'ada@example.com')
    await own.call('/magic-link/verify', { token, email: 'ada@example.com' })
    const messages = await world.messages(token.slice(0, 26))
    expect(messages.map(({ facts }) => facts.kind)).toEqual(['new-device'])
  })

  test('wants the address typed wherever it is opened, works once, and opens a session that is never fresh', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    const token = await made(world, 'ada@example.com')
    const helped = openBrowser(world)
    expect((await helped.call('/magic-link/verify', { token })).status).toBe(409)
    expect((await helped.call('/magic-link/verify', { token, email: 'ada@example.com' })).json.status).toBe('signed-in')
    expect((await openBrowser(world).call('/magic-link/verify', { token, email: 'ada@example.com' })).status).toBe(401)
    const change = await helped.call('/account/addresses', { email: 'eve@example.com' })
    expect(change.json.code).toBe('step-up-needed')
  })

  test('opens a session that no step-up makes fresh: a code read out to the helper changes nothing (M13)', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    const helper = openBrowser(world)
    await helper.call('/magic-link/verify', { token: await made(world, 'ada@example.com'), email: 'ada@example.com' })
    const { attemptId, code } = await mailOf(world, await helper.call('/account/step-up'))
    expect((await helper.call('/code/verify', { attemptId, code })).json).toMatchObject({ purpose: 'step-up' })
    expect((await helper.ask('/account')).json.fresh).toBe(false)
    const acts = [
      await helper.call('/account/addresses', { email: 'eve@example.com' }),
      await helper.call('/account/addresses/primary', { email: 'ada@example.com' }),
      await helper.call('/account/addresses/remove', { email: 'ada@example.com' }),
      await helper.ask('/account/export'),
    ]
    expect(acts.map(({ json }) => json.code)).toEqual(acts.map(() => 'step-up-needed'))
    expect(world.mail.taken.some(({ to }) => to === 'eve@example.com')).toBe(false)
  })

  test('completes nothing that the host asked for, and its browser is none that the user is known by', async () => {
    const world = await createWorld()
    const own = openBrowser(world)
    await own.signIn('ada@example.com')
    const user = await world.user('ada@example.com')
    if (!user) throw new Error('nobody')
    const email = 'lovelace@analytical.example'
    const asked = await world.runtime.engine.startChangeFor(world.scope, {
      user,
      email,
      mode: 'primary',
      locale: 'en',
      client: caller,
    })
    if (asked.kind !== 'sent') throw new Error(asked.kind)
    await world.delivered(asked.attempt)
    const mail = world.mail.mails(email)[0]
    const helped = openBrowser(world)
    await helped.call('/magic-link/verify', { token: await made(world, 'ada@example.com'), email: 'ada@example.com' })
    const refused = await helped.call('/magic-link/verify', { token: mail?.token })
    expect([refused.status, refused.json.code]).toEqual([409, 'other-session'])
    expect((await own.call('/magic-link/verify', { token: mail?.token })).json.status).toBe('fulfilled')
    const person = await world.store.users.export(world.at({ id: user.id, limit: 100 }))
    expect(person?.browsers).toHaveLength(1)
  })

  test('is told to the user by mail when it was used, also where new devices are not', async () => {
    const world = await createWorld({ newDeviceMail: false })
    await openBrowser(world).signIn('ada@example.com')
    const token = await made(world, 'ada@example.com')
    expect(world.mail.taken.filter(({ facts }) => facts.kind === 'new-device')).toEqual([])
    await openBrowser(world).call('/magic-link/verify', { token, email: 'ada@example.com' })
    await expect.poll(() => world.mail.taken.filter(({ facts }) => facts.kind === 'new-device')).toHaveLength(1)
  })

  test('is made five times a day at most, whatever mails were spent', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    for (let count = 0; count < 3; count++)
      await openBrowser(world)
        .request('ada@example.com')
        .catch(() => undefined)
    for (let count = 0; count < 5; count++) await made(world, 'ada@example.com')
    expect((await make(world, 'ada@example.com')).kind).toBe('limited')
  })
})
