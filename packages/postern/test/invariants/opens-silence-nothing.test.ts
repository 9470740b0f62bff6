import { afterEach, expect, test } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { wrongCode } from '../support/mail.ts'
import { closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

const email = 'ada@example.com'

test('invariant 1: however often a public id is opened, the story tells of shut codes and of refusals', async () => {
  const world = await createWorld()
  await openBrowser(world).signIn(email)
  const stranger = openBrowser(world, { peer: '198.51.100.66' })
  const mail = await stranger.request(email)
  const told = async (type: string) =>
    (await world.events(mail.attemptId)).filter((event) => event.type === type).length
  for (let count = 0; count < 21; count++) await stranger.visit(`/link/${mail.attemptId}`)
  const { attemptId } = mail
  for (let count = 0; count < 6; count++)
    await stranger.call('/code/verify', { attemptId, code: wrongCode(mail.code, count) })
  expect([await told('link.opened'), await told('codes.shut')]).toEqual([20, 1])
  expect(world.told.filter(({ type }) => type === 'codes.shut')).toHaveLength(1)
  await world.setUser(email, { status: 'banned' })
  for (let count = 0; count < 21; count++) {
    const reply = await openBrowser(world).call('/magic-link/verify', { token: mail.token, email })
    expect(reply.json.code).toBe('user-banned')
  }
  expect(await told('sign-in.refused')).toBe(20)
  expect((await world.look(attemptId)).attempt.opens).toBe(20)
})
