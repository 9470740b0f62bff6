/** Invariant 1, for gateways whose browser keeps its cookies from one mail of a mailbox to the next. */
import { afterEach, describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../src/domain/instant.ts'
import { type Browser, mailOf, openBrowser } from '../support/browser.ts'
import { createProgram } from '../support/program.ts'
import { letRobotWalk } from '../support/robot.ts'
import { closeWorlds, createWorld, type World, type WorldOptions } from '../support/world.ts'

afterEach(closeWorlds)

const email = 'ada@example.com'
const spares = /\/cancel$/
const settled = async () => {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** A mail that was used half an hour ago, by the person who asked. */
async function usedMail(options: WorldOptions = {}) {
  const world = await createWorld(options)
  const person = openBrowser(world)
  const mail = await person.request(email)
  await person.call('/magic-link/verify', { token: mail.token })
  world.clock.advance(minutes(30))
  return { world, person, mail }
}

const newest = (world: World) => world.mail.mails(email).at(-1)
const countOf = (world: World): number => world.mail.mails(email).length

/** Presses *Email me a new link* on the page of an old one, and reads the mail. */
async function pressed(world: World, browser: Browser, token: string) {
  return mailOf(world, await browser.call('/magic-link', { again: token }))
}

test('a robot with a jar that presses in an old mail gains nothing by the next one, and sends one mail at most', async () => {
  const { world, mail } = await usedMail()
  const robot = openBrowser(world, { peer: '198.51.100.20' })
  for (let round = 0; round < 3; round++) {
    await letRobotWalk(world, newest(world)?.link ?? '', { browser: robot, spares })
    await letRobotWalk(world, mail.link ?? '', { browser: robot, spares })
    await settled()
    world.clock.advance(minutes(30))
    expect(await robot.who()).toBeUndefined()
  }
  expect(countOf(world)).toBe(2)
})

test('robots without one that scan an old mail again and again send one, and keep nobody out', async () => {
  const { world, mail } = await usedMail({ limits: 'on' })
  for (let round = 0; round < 4; round++) {
    await letRobotWalk(world, mail.link ?? '', { spares })
    await settled()
  }
  expect(countOf(world)).toBe(2)
  expect((await openBrowser(world, { peer: '192.0.2.9' }).call('/magic-link', { email })).status).toBe(200)
})

describe('whoever pressed *Email me a new link* where she did not ask', () => {
  test('gets it in one tap, and then types the address or the code', async () => {
    const { world, mail } = await usedMail()
    const phone = openBrowser(world)
    const { token, attemptId } = await pressed(world, phone, mail.token)
    const asked = await phone.submit(`/attempts/${attemptId}/confirm`, { token })
    expect([asked.status, asked.text]).toEqual([409, expect.stringContaining('To sign in here, type your address')])
    expect(asked.text).not.toContain('another browser')
    expect(asked.text).not.toContain('To let that browser in')
    const opened = await phone.call(`/attempts/${attemptId}/open`, { token })
    expect(opened.json).toMatchObject({ asker: false, approval: 'off' })
    const typed = await phone.call('/magic-link/verify', { token, email })
    expect(typed.json.status).toBe('signed-in')
    const again = await phone.call('/magic-link/verify', { token })
    expect([again.json.status, again.json.session?.id]).toEqual(['signed-in', typed.json.session?.id])
    const tablet = openBrowser(world)
    world.clock.advance(minutes(30))
    const other = await pressed(world, tablet, token)
    const byCode = await tablet.call('/code/verify', { attemptId: other.attemptId, code: other.code })
    expect(byCode.json.status).toBe('signed-in')
  })

  test('types it also where other browsers may not redeem at all', async () => {
    const { world, mail } = await usedMail({ sameBrowserOnly: true })
    const phone = openBrowser(world)
    const { token } = await pressed(world, phone, mail.token)
    expect((await phone.call('/magic-link/verify', { token })).json.code).toBe('confirm-needed')
    expect((await openBrowser(world).call('/magic-link/verify', { token, email })).json.code).toBe('confirm-needed')
    expect((await phone.call('/magic-link/verify', { token, email })).json.status).toBe('signed-in')
  })

  test('types the address at the second press, is then as good as any asker, and is told of a wrong one', async () => {
    const { world, mail } = await usedMail()
    await pressed(world, openBrowser(world), mail.token)
    const phone = openBrowser(world)
    const second = await phone.call('/magic-link', { again: mail.token })
    expect([second.status, second.json.code]).toEqual([409, 'confirm-needed'])
    expect(second.json).toMatchObject({ reason: 'address-needed', address: 'a••@example.com' })
    const page = await phone.submit('/magic-link', { again: mail.token })
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('name="email"')])
    const wrong = await phone.call('/magic-link', { again: mail.token, email: 'bob@example.com' })
    expect(wrong.json.reason).toBe('address-differs')
    expect(countOf(world)).toBe(2)
    const { token } = await mailOf(world, await phone.call('/magic-link', { again: mail.token, email }))
    expect((await phone.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
  })

  test('has not pressed where no mail could be sent', async () => {
    const { world, mail } = await usedMail({ limits: 'on' })
    for (let count = 0; count < 3; count++) await openBrowser(world).call('/magic-link', { email })
    const phone = openBrowser(world)
    expect((await phone.call('/magic-link', { again: mail.token })).json.code).toBe('limited')
    world.clock.advance(hours(1))
    expect((await phone.call('/magic-link', { again: mail.token })).json.status).toBe('sent')
  })

  test('presses nothing on by what came of it, unless somebody got in by that', async () => {
    const { world, mail } = await usedMail()
    const phone = openBrowser(world)
    const { token, attemptId } = await pressed(world, phone, mail.token)
    world.clock.advance(minutes(21))
    for (const again of [token, attemptId])
      expect((await phone.call('/magic-link', { again })).json.reason).toBe('address-needed')
    expect((await phone.call(`/attempts/${attemptId}/resend`)).json.reason).toBe('address-needed')
    const page = await phone.submit(`/attempts/${attemptId}/resend`, {})
    expect([page.status, page.text]).toEqual([409, expect.stringContaining(`name="again" value="${attemptId}"`)])
    const anew = await mailOf(world, await phone.call('/magic-link', { again: attemptId, email }))
    expect((await phone.call('/magic-link/verify', { token: anew.token })).json.status).toBe('signed-in')
  })
})

test('a program that holds a mail redeems by it, and asks again by it as before', async () => {
  const { world, mail } = await usedMail()
  const program = createProgram(world)
  for (let count = 0; count < 2; count++) {
    world.clock.advance(seconds(31))
    expect((await program.post('/magic-link', { again: mail.token })).json.status).toBe('sent')
  }
})

test('the asker’s own page offers a new mail in one tap, as often as the first, whose link signs in there', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  let { token, attemptId } = await browser.request(email)
  for (const again of [() => token, () => attemptId]) {
    world.clock.advance(minutes(21))
    ;({ token, attemptId } = await pressed(world, browser, again()))
  }
  expect((await browser.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
})
