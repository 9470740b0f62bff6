import { afterEach, describe, expect, test } from 'vitest'
import { days, minutes } from '../../src/domain/instant.ts'
import type { Rendered } from '../../src/domain/message.ts'
import { openBrowser, phone } from '../support/browser.ts'
import { cancelOf } from '../support/mail.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

const told = (world: World): Rendered[] => world.mail.taken.filter(({ facts }) => facts.kind === 'new-device')

const noticesOf = async (world: World, attemptId: string): Promise<number> =>
  (await world.messages(attemptId)).filter(({ facts }) => facts.kind === 'new-device').length

describe('the mail about a new device', () => {
  test('comes when a browser signs in that does not know the user, and not before she has an account', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    expect(told(world)).toEqual([])
    const reply = await openBrowser(world, { userAgent: phone }).signIn('ADA@example.com')
    expect(reply.json.status).toBe('signed-in')
    await expect.poll(() => told(world)).toHaveLength(1)
    const [mail] = told(world)
    expect(mail?.to).toBe('ada@example.com')
    expect(mail?.subject).toBe('Safari on iPhone signed in to app.example.com')
  })

  test('is committed with the sign-in, so that it is sent though the node dies at that moment', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    const browser = openBrowser(world)
    const { token, attemptId } = await browser.request('ada@example.com')
    await browser.call('/magic-link/verify', { token })
    expect(await noticesOf(world, attemptId)).toBe(1)
    const byCode = openBrowser(world)
    const second = await byCode.request('ada@example.com')
    await byCode.call('/code/verify', { attemptId: second.attemptId, code: second.code })
    expect(await noticesOf(world, second.attemptId)).toBe(1)
  })

  test('does not come to a browser that knows her, after sign-out or not', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    await browser.signIn('ada@example.com')
    await browser.call('/sign-out')
    const { token, attemptId } = await browser.request('ada@example.com')
    await browser.call('/magic-link/verify', { token })
    await world.delivered(attemptId)
    expect(told(world)).toEqual([])
  })

  test('comes for a code as for a link, and not beside the mail about an approval', async () => {
    const world = await createWorld()
    await openBrowser(world).signIn('ada@example.com')
    const byCode = openBrowser(world)
    const { attemptId, code } = await byCode.request('ada@example.com')
    await byCode.call('/code/verify', { attemptId, code })
    await expect.poll(() => told(world)).toHaveLength(1)
    const asker = openBrowser(world)
    const asked = await asker.request('ada@example.com')
    await openBrowser(world).call(`/attempts/${asked.attemptId}/approve`, { token: asked.token, number: asked.number })
    await asker.call(`/attempts/${asked.attemptId}/claim`)
    await world.delivered(asked.attemptId)
    expect(told(world)).toHaveLength(1)
    expect(world.mail.taken.filter(({ facts }) => facts.kind === 'approved-elsewhere')).toHaveLength(1)
  })

  test('acts: its secret ends that session, for seven days, with the address typed', async () => {
    const world = await createWorld()
    const own = openBrowser(world)
    await own.signIn('ada@example.com')
    const thief = openBrowser(world)
    await thief.signIn('ada@example.com')
    await expect.poll(() => told(world)).toHaveLength(1)
    const token = cancelOf(told(world)[0] as Rendered)
    const path = `/attempts/${token.split('.')[0]}/cancel`
    const reader = createProgram(world)
    expect((await reader.post(path, { token })).json.code).toBe('confirm-needed')
    expect(await thief.who()).toBe('ada@example.com')
    expect((await reader.post(path, { token, email: 'ada@example.com' })).json.status).toBe('stopped')
    expect([await thief.who(), await own.who()]).toEqual([undefined, 'ada@example.com'])
    world.clock.advance(days(7) + minutes(1))
    expect((await reader.post(path, { token, email: 'ada@example.com' })).json.code).toBe('link-expired')
  })

  test('can be turned off', async () => {
    const world = await createWorld({ newDeviceMail: false })
    await openBrowser(world).signIn('ada@example.com')
    const other = openBrowser(world)
    const { token, attemptId } = await other.request('ada@example.com')
    await other.call('/magic-link/verify', { token })
    await world.delivered(attemptId)
    expect(told(world)).toEqual([])
  })
})
