import { afterEach, expect, test } from 'vitest'
import { days, minutes } from '../../src/domain/instant.ts'
import { mailOf, openBrowser } from '../support/browser.ts'
import { createDatabase, type Database } from '../support/database.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

let database: Database | undefined
afterEach(async () => {
  await closeWorlds()
  await database?.remove()
  database = undefined
})

test('invariant 11: before the first proof there is no account, no address, no registration and no known browser', async () => {
  database = await createDatabase()
  const world = await createWorld({ store: database.source })
  const browser = openBrowser(world)
  const { attemptId, token, number } = await browser.request('ada@example.com')
  await browser.call('/code/verify', { attemptId, code: '000000' })
  await openBrowser(world).call(`/attempts/${attemptId}/approve`, { token, number })
  const about = ['users', 'addresses', 'registrations', 'known_browsers', 'sessions'].map((name) => `postern_${name}`)
  const counts = async () => {
    const all = await database?.counts()
    return about.map((name) => all?.[name])
  }
  expect(await counts()).toEqual([0, 0, 0, 0, 0])
  await browser.call(`/attempts/${attemptId}/claim`)
  expect(await counts()).toEqual([1, 1, 1, 1, 1])
  const created = (await world.events(attemptId)).find(({ type }) => type === 'user.created')
  expect(created?.user).toBe((await world.user('ada@example.com'))?.id)
})

test('invariant 11: whoever only asked owns nothing later: the first proof makes a fresh account', async () => {
  const world = await createWorld()
  const squatter = openBrowser(world)
  const early = await squatter.request('ada@example.com')
  const owner = openBrowser(world, { peer: '198.51.100.3' })
  await owner.signIn('ada@example.com')
  expect(await squatter.who()).toBeUndefined()
  expect((await squatter.call(`/attempts/${early.attemptId}/claim`)).json.code).toBe('not-approved')
  expect((await squatter.call('/code/verify', { attemptId: early.attemptId, code: '000000' })).json.code).toBe(
    'code-wrong',
  )
})

test('invariant 11: an attempt proves the address it was delivered to, whatever case or address is typed beside it', async () => {
  const world = await createWorld()
  const program = createProgram(world)
  const { token } = await program.request('Ada@Example.com')
  const { json } = await program.post('/magic-link/verify', { token, email: 'eve@example.com' })
  expect(json.user?.email).toBe('Ada@example.com')
  expect((await world.user('ada@example.com'))?.id).toBe(json.user?.id)
  expect(await world.user('eve@example.com')).toBeUndefined()
})

test('invariant 11: mail goes to the address as the account has it, whatever case is typed', async () => {
  const world = await createWorld()
  await openBrowser(world).signIn('Ada@example.com')
  await openBrowser(world).request('ada@EXAMPLE.com')
  expect(world.mail.taken.map(({ to }) => to)).toEqual(['Ada@example.com', 'Ada@example.com'])
})

test('invariant 11: two first proofs at once make one account', async () => {
  const world = await createWorld()
  const one = await createProgram(world).request('ada@example.com')
  const other = await createProgram(world).request('ada@example.com')
  const replies = await Promise.all(
    [one, other].map(({ token }) => createProgram(world).post('/magic-link/verify', { token })),
  )
  expect(replies.map(({ json }) => json.status)).toEqual(['signed-in', 'signed-in'])
  expect(new Set(replies.map(({ json }) => json.user?.id)).size).toBe(1)
})

test('invariant 11: unproved attempts are swept, and events of sign-ins are kept (L12)', async () => {
  database = await createDatabase()
  const world = await createWorld({ store: database.source })
  const program = createProgram(world)
  await program.request('eve@example.com')
  world.clock.advance(days(9))
  await world.runtime.runChores()
  expect((await database.counts())['postern_attempts']).toBe(0)
})

/** A link that code of the host delivers by a way of its own. */
async function handedOut(world: World, email: string): Promise<string> {
  const client = { kind: 'program', asked: {}, networks: [] } as const
  const made = await world.runtime.engine.createLink(world.scope, { email, client, locale: 'en' })
  if (made.kind !== 'created') throw new Error(made.kind)
  return made.token
}

test('invariant 11: an address that was vouched for is not verified, and its first proof drops everything unproved (H16)', async () => {
  const world = await createWorld()
  const email = 'ada@example.com'
  const holder = openBrowser(world, { peer: '198.51.100.3' })
  const first = await holder.call('/magic-link/verify', { token: await handedOut(world, email), email })
  expect(first.json.user).toMatchObject({ email, emailVerified: false })
  expect((await holder.ask('/me')).json).toMatchObject({ email, emailVerified: false })
  const again = openBrowser(world)
  await again.call('/magic-link/verify', { token: await handedOut(world, email), email })
  expect((await again.ask('/me')).json).toMatchObject({ email, emailVerified: false })
  const owner = openBrowser(world)
  expect((await owner.signIn(email)).json.user).toMatchObject({ id: first.json.user?.id, email, emailVerified: true })
  expect([await holder.who(), await again.who(), await owner.who()]).toEqual([undefined, undefined, email])
  expect(world.told.filter(({ reason }) => reason === 'first-proof')).toHaveLength(1)
  world.clock.advance(minutes(16))
  const later = openBrowser(world)
  const vouched = await later.call('/magic-link/verify', { token: await handedOut(world, email), email })
  expect(vouched.json.user).toMatchObject({ email, emailVerified: true })
  await openBrowser(world).signIn(email)
  expect([await owner.who(), await later.who()]).toEqual([email, email])
})

test('invariant 11: a step-up is a first proof as well, and its session stays', async () => {
  const world = await createWorld()
  const email = 'ada@example.com'
  const [here, elsewhere] = [openBrowser(world), openBrowser(world)]
  for (const browser of [here, elsewhere])
    await browser.call('/magic-link/verify', { token: await handedOut(world, email), email })
  const { token } = await mailOf(world, await here.call('/account/step-up'))
  const reply = await here.call('/magic-link/verify', { token })
  expect(reply.json.user).toMatchObject({ email, emailVerified: true })
  expect([await here.who(), await elsewhere.who()]).toEqual([email, undefined])
})
