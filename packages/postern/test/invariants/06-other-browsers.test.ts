import { afterEach, describe, expect, test } from 'vitest'
import { hours, minutes } from '../../src/domain/instant.ts'
import { laptop, openBrowser, phone } from '../support/browser.ts'
import { cancelOf } from '../support/mail.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

const wrongNumber = (number: string): string => String(Number(number) === 99 ? 10 : Number(number) + 1)

test('invariant 6: the asker’s browser redeems in one step', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  const { attemptId, token } = await browser.request('ada@example.com')
  const reply = await browser.submit(`/attempts/${attemptId}/confirm`, { token })
  expect([reply.status, reply.location]).toEqual([303, 'https://app.example.com/auth/signed-in'])
  expect(await browser.who()).toBe('ada@example.com')
})

describe('invariant 6: another browser', () => {
  test('types the address to sign in here; without it nothing is spent', async () => {
    const world = await createWorld()
    const { attemptId, token } = await openBrowser(world).request('ada@example.com')
    const other = openBrowser(world, { userAgent: phone, peer: '198.51.100.5' })
    const before = (await world.look(attemptId)).attempt
    const page = await other.submit(`/attempts/${attemptId}/confirm`, { token })
    expect(page.status).toBe(409)
    expect(page.text).toMatch(/<input[^>]*(?:type="email"|autocomplete="email")/)
    for (const email of ['eve@example.com', '', 'ada', 'ada@example.com.evil.example']) {
      expect((await other.submit(`/attempts/${attemptId}/confirm`, { token, email })).status).toBe(409)
    }
    expect(await other.who()).toBeUndefined()
    expect((await world.look(attemptId)).attempt).toEqual(before)
    expect((await other.submit(`/attempts/${attemptId}/confirm`, { token, email: ' ADA@Example.COM ' })).status).toBe(
      303,
    )
    expect(await other.who()).toBe('ada@example.com')
  })

  test('gets 409 confirm-needed from verify with what the confirm page shows, unless the address comes along (H2)', async () => {
    const world = await createWorld()
    const { token } = await openBrowser(world).request('ada@example.com')
    const other = openBrowser(world)
    const refused = await other.call('/magic-link/verify', { token })
    expect([refused.status, refused.json.code, refused.json.address]).toEqual([
      409,
      'confirm-needed',
      'a••@example.com',
    ])
    const wrong = await other.call('/magic-link/verify', { token, email: 'eve@example.com' })
    expect([wrong.json.code, wrong.json.reason]).toEqual(['confirm-needed', 'address-differs'])
    const right = await other.call('/magic-link/verify', { token, email: 'ada@example.com' })
    expect(right.json.status).toBe('signed-in')
  })

  test('is told unknown, used and expired before the address is asked for', async () => {
    const world = await createWorld()
    const used = await createProgram(world).request('used@example.com')
    await createProgram(world).post('/magic-link/verify', { token: used.token })
    const late = await createProgram(world).request('late@example.com')
    const other = openBrowser(world)
    const verify = async (token: string) => (await other.call('/magic-link/verify', { token })).json.code
    expect(await verify(`${late.attemptId}.${'A'.repeat(43)}`)).toBe('link-unknown')
    expect(await verify(used.token)).toBe('link-used')
    expect(await verify(late.token)).toBe('confirm-needed')
    world.clock.advance(minutes(21))
    expect(await verify(late.token)).toBe('link-expired')
  })

  test('may not sign in at all, and may not approve, where the application wants the same browser', async () => {
    const world = await createWorld({ sameBrowserOnly: true })
    const asker = openBrowser(world)
    const { attemptId, token, number } = await asker.request('ada@example.com')
    const other = openBrowser(world)
    const here = await other.call('/magic-link/verify', { token, email: 'ada@example.com' })
    expect([here.status, here.json.code]).toEqual([409, 'confirm-needed'])
    expect((await createProgram(world).post('/magic-link/verify', { token })).json.code).toBe('confirm-needed')
    expect((await other.call(`/attempts/${attemptId}/approve`, { token, number })).json.code).toBe('approval-shut')
    expect((await asker.call('/magic-link/verify', { token })).json.status).toBe('signed-in')
  })
})

test('invariant 6: a program redeems by token', async () => {
  const world = await createWorld()
  const { token } = await openBrowser(world).request('ada@example.com')
  expect((await createProgram(world).post('/magic-link/verify', { token })).json.status).toBe('signed-in')
})

describe('invariant 6: approval', () => {
  test('takes the two digits that the asking device shows', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, token, number } = await asker.request('ada@example.com')
    expect(number).toMatch(/^[1-9]\d$/)
    expect((await asker.visit(`/check-email/${attemptId}`)).text).toContain(`>${number}</output>`)
    const reader = openBrowser(world, { userAgent: phone })
    const page = await reader.submit(`/attempts/${attemptId}/confirm`, { token })
    expect(page.text).not.toContain(`>${number}<`)
    expect((await reader.submit(`/attempts/${attemptId}/approve`, { token, number: ` ${number} ` })).status).toBe(200)
    expect((await asker.ask(`/attempts/${attemptId}`)).json.state).toBe('approved')
  })

  test('is shut by a wrong number, and nothing else is: link and code still work', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, token, number, code } = await asker.request('ada@example.com')
    const reader = openBrowser(world)
    const path = `/attempts/${attemptId}/approve`
    expect((await reader.call(path, { token, number: wrongNumber(number) })).json.code).toBe('number-wrong')
    expect((await reader.call(path, { token, number })).json.code).toBe('approval-shut')
    expect((await world.look(attemptId)).attempt).toMatchObject({ state: 'open', approvalShut: true, tries: 0 })
    expect((await world.events(attemptId)).map(({ type }) => type)).toContain('approval.shut')
    expect((await asker.call('/code/verify', { attemptId, code })).json.status).toBe('signed-in')
  })

  test('of parallel guesses at the number counts one', async () => {
    const world = await createWorld()
    const { attemptId, token, number } = await openBrowser(world).request('ada@example.com')
    const reader = openBrowser(world)
    const numbers = Array.from({ length: 90 }, (_, at) => String(99 - at)).filter((one) => one !== number)
    const guesses = [numbers[0] ?? '', ...numbers, number]
    const replies = await Promise.all(
      guesses.map((guess) => reader.call(`/attempts/${attemptId}/approve`, { token, number: guess })),
    )
    const words = replies.map(({ json }) => json.code ?? json.status)
    expect(words.filter((word) => word === 'number-wrong')).toHaveLength(1)
    expect(words).not.toContain('approved')
    expect((await world.look(attemptId)).attempt.state).toBe('open')
  })

  test('after three wrong numbers of a rolling day is shut for the address', async () => {
    const world = await createWorld()
    const codes: unknown[] = []
    for (let round = 0; round < 4; round++) {
      const asker = openBrowser(world, { peer: `198.51.100.${round}` })
      const { attemptId, token, number } = await asker.request('ada@example.com')
      const guess = round < 3 ? wrongNumber(number) : number
      const reply = await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number: guess })
      codes.push(reply.json.code)
      world.clock.advance(minutes(15))
    }
    expect(codes).toEqual(['number-wrong', 'number-wrong', 'number-wrong', 'approval-shut'])
    expect(await approvedNow(world, 'eve@example.com')).toBe('approved')
    world.clock.advance(hours(24))
    expect(await approvedNow(world, 'ada@example.com')).toBe('approved')
  })

  test('shuts nothing for want of a number: an empty field beside a pressed button is no guess', async () => {
    const world = await createWorld()
    const { attemptId, token, number } = await openBrowser(world).request('ada@example.com')
    const reader = openBrowser(world)
    for (const typed of [undefined, '', ' ', '1', '123', 'ab', '1'.repeat(9999), '-1', '1.']) {
      const reply = await reader.call(`/attempts/${attemptId}/approve`, { token, number: typed })
      expect([reply.status, reply.json.code]).toEqual([400, 'body-invalid'])
    }
    expect((await reader.submit(`/attempts/${attemptId}/approve`, { token, number: '' })).status).toBe(400)
    expect((await reader.call(`/attempts/${attemptId}/approve`, { token, number })).json.status).toBe('approved')
  })

  test('warns when network or place differ', async () => {
    const world = await createWorld({
      placeOf: (address) => (address.startsWith('203.') ? 'Lyon, France' : 'Oslo, Norway'),
    })
    const { attemptId, token } = await openBrowser(world).request('ada@example.com')
    const near = await openBrowser(world, { peer: '203.0.113.99' }).call(`/attempts/${attemptId}/open`, { token })
    expect(near.json.otherNetwork).toBe(false)
    const far = openBrowser(world, { peer: '198.51.100.9' })
    expect((await far.call(`/attempts/${attemptId}/open`, { token })).json.otherNetwork).toBe(true)
    const page = await far.submit(`/attempts/${attemptId}/confirm`, { token })
    expect(page.text).toMatch(/class="warn" id="warn"/)
    const nearPage = await openBrowser(world).submit(`/attempts/${attemptId}/confirm`, { token })
    expect(nearPage.text).not.toMatch(/class="warn" id="warn"/)
  })

  test('is told to the user by mail, whose one secret only ends things', async () => {
    const world = await createWorld()
    const asker = openBrowser(world)
    const { attemptId, token, number } = await asker.request('ada@example.com')
    await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
    await world.delivered(attemptId)
    const notice = world.mail.taken.find(({ facts }) => facts.kind === 'approved-elsewhere')
    expect([notice?.to, notice?.facts.link, notice?.facts.code]).toEqual(['ada@example.com', undefined, undefined])
    const cancel = cancelOf(notice!)
    expect((await createProgram(world).post('/magic-link/verify', { token: cancel })).json.code).toBe('link-unknown')
    const stopped = await createProgram(world).post(`/attempts/${attemptId}/cancel`, { token: cancel })
    expect(stopped.json.status).toBe('stopped')
    expect((await asker.call(`/attempts/${attemptId}/claim`)).json.code).toBe('attempt-ended')
  })

  test('can be turned off', async () => {
    const world = await createWorld({ approval: false })
    const { attemptId, token, number } = await openBrowser(world).request('ada@example.com')
    const reader = openBrowser(world)
    expect((await reader.call(`/attempts/${attemptId}/open`, { token })).json.approval).toBe('off')
    expect((await reader.call(`/attempts/${attemptId}/approve`, { token, number })).json.code).toBe('approval-shut')
    const page = await reader.submit(`/attempts/${attemptId}/confirm`, { token })
    expect(page.text).not.toContain('name="number"')
    expect((await world.look(attemptId)).attempt.state).toBe('open')
  })
})

test('in-app browsers: where network and device match the asker, the confirm page says to go back first', async () => {
  const world = await createWorld()
  const inApp = `${phone.replace('Version/18.0 ', '').replace(' Safari/604.1', '')} Instagram 300`
  const { attemptId, token } = await openBrowser(world, { userAgent: phone, peer: '203.0.113.7' }).request(
    'ada@example.com',
  )
  const confirm = async (userAgent: string, peer: string) =>
    (await openBrowser(world, { userAgent, peer }).submit(`/attempts/${attemptId}/confirm`, { token })).text
  const first = await confirm(inApp, '203.0.113.8')
  expect(first.indexOf('class="warn"')).toBeGreaterThan(0)
  expect(first.indexOf('class="warn"')).toBeLessThan(first.indexOf('type="email"'))
  expect(await confirm(laptop, '203.0.113.8')).not.toContain('class="warn"')
  const elsewhere = await confirm(inApp, '198.51.100.8')
  expect(elsewhere.slice(0, elsewhere.indexOf('type="email"'))).not.toContain('class="warn"')
})

async function approvedNow(world: World, address: string): Promise<unknown> {
  const { attemptId, token, number } = await openBrowser(world).request(address)
  const { json } = await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
  return json.code ?? json.status
}
