import { afterEach, expect, test } from 'vitest'
import { minutes } from '../../src/domain/instant.ts'
import { openBrowser } from '../support/browser.ts'
import type { Mail } from '../support/mail.ts'
import { type Nouns, nounsOf, type Plan } from '../support/nouns.ts'
import { createProgram } from '../support/program.ts'
import { closeWorlds, createWorld, type World } from '../support/world.ts'

afterEach(closeWorlds)

const email = 'ada@example.com'

/** A world where Ada has signed in once, in her browser. */
async function withAda(): Promise<World & Nouns & { ada: ReturnType<typeof openBrowser>; id: string }> {
  const world = await createWorld()
  const ada = openBrowser(world)
  const { json } = await ada.signIn(email)
  return { ...world, ...nounsOf(world), ada, id: json.user?.id ?? '' }
}

async function reasons(world: World, type: string): Promise<readonly (string | undefined)[]> {
  return (await world.events()).filter((event) => event.type === type).map(({ reason }) => reason)
}

test('a created user signs in by mail as herself, with her id, name, roles and data', async () => {
  const world = await createWorld({ signUp: 'closed' })
  const { users } = nounsOf(world)
  const input = {
    email: 'Ada@example.com',
    id: 'user_0042',
    name: 'Ada',
    roles: ['member'],
    data: { plan: 'paid' },
  } as const
  const created = await users.create(input)
  expect(created).toMatchObject({ status: 'created', user: { ...input, status: 'active', locale: null } })
  const { json } = await openBrowser(world).signIn(email)
  expect(json.user).toMatchObject({
    id: 'user_0042',
    email: 'Ada@example.com',
    name: 'Ada',
    roles: ['member'],
    data: { plan: 'paid' },
  })
  expect(await reasons(world, 'user.created')).toEqual(['vouched'])
  expect(world.told.map(({ type }) => type)).toContain('user.created')
})

test('creating refuses what is taken, malformed, or not on the list', async () => {
  const { users, id } = await withAda()
  expect(await users.create({ email: 'ADA@example.com' })).toEqual({ status: 'exists', what: 'email' })
  expect(await users.create({ email: 'b@example.com', id })).toEqual({ status: 'exists', what: 'id' })
  expect(await users.create({ email: 'nobody' })).toEqual({ status: 'refused', reason: 'email-invalid' })
  expect(await users.create({ email: 'b@example.com', id: 'a b' })).toEqual({ status: 'refused', reason: 'id-invalid' })
  const roles = ['owner'] as never
  expect(await users.create({ email: 'b@example.com', roles })).toEqual({ status: 'refused', reason: 'role-unknown' })
  expect(await users.create({ email: 'b@example.com', data: { plan: 'x' } as never })).toEqual({
    status: 'invalid',
    issues: [{ message: 'no such plan', path: ['plan'] }],
  })
  await expect(users.create({ email: 'b@example.com', name: 'a\nb' })).rejects.toThrow(/^name must/)
  await expect(users.create({ email: 'b@example.com', locale: 'en<' })).rejects.toThrow(/^locale must/)
  expect((await users.list()).items.map((user) => user.email)).toEqual([email])
})

test('many who create one address at the same time make one user', async () => {
  const world = await createWorld()
  const { users } = nounsOf(world)
  const made = await Promise.all(Array.from({ length: 8 }, () => users.create({ email })))
  expect(made.map(({ status }) => status).toSorted()).toEqual(['created', ...Array<string>(7).fill('exists')])
})

test('people are found by address and id, and listed newest first or by the beginning of their address', async () => {
  const { users, id, clock } = await withAda()
  for (const name of ['ben', 'adam', 'cleo']) {
    clock.advance(minutes(1))
    await users.create({ email: `${name}@example.com` })
  }
  expect((await users.find('ADA@example.com'))?.id).toBe(id)
  expect(await users.find('nobody@example.com')).toBeUndefined()
  expect(await users.find('no address')).toBeUndefined()
  expect(await users.get(id)).toMatchObject({ id, email, emailVerified: true, roles: [], data: null, name: null })
  for (const wrong of ['nobody', '', 'a b', `${id}x`])
    await expect(users.get(wrong)).rejects.toMatchObject({ code: 'not-found' })
  const names = (page: { items: readonly { email: string }[] }) => page.items.map((user) => user.email.split('@')[0])
  const first = await users.list({ limit: 3 })
  expect(names(first)).toEqual(['cleo', 'adam', 'ben'])
  const second = await users.list({ limit: 3, after: first.next ?? '' })
  expect([names(second), second.next]).toEqual([['ada'], undefined])
  expect(names(await users.list({ emailPrefix: 'Ada' }))).toEqual(['ada', 'adam'])
  const [begun, other] = [{ emailPrefix: 'Ada', limit: 1 }, { emailPrefix: 'b' }]
  const { next } = await users.list(begun)
  expect(names(await users.list({ ...begun, after: next ?? '' }))).toEqual(['adam'])
  for (const wrong of [begun, other].map((one) => ({ ...one, after: id })))
    await expect(users.list(wrong)).rejects.toThrow('after must be `next` of a page before')
  for (const wrong of [{ after: '' }, { after: next ?? '' }, { ...other, after: next ?? '' }])
    await expect(users.list(wrong)).rejects.toThrow(TypeError)
  for (const limit of [0, 201, 1.5]) await expect(users.list({ limit })).rejects.toThrow(/^limit must/)
  const whole = { email: 'ada' } as object
  await expect(users.list(whole)).rejects.toThrow('email is no member of options')
})

test('people with ids of their own are listed where their ids sort, whenever they came', async () => {
  const { users, id } = await withAda()
  const own = ['zoe', 'Abe', '0001']
  for (const one of own) await users.create({ email: `${one}@example.com`, id: one })
  expect((await users.list()).items.map((user) => user.id)).toEqual([...own, id].toSorted().toReversed())
})

test('what is changed is seen in the session at once, and what is not named stays', async () => {
  const world = await withAda()
  const { users, ada, id } = world
  const changed = await users.update(id, { name: 'Ada', locale: 'fr', data: { plan: 'paid' }, roles: ['admin'] })
  expect(changed).toMatchObject({
    status: 'updated',
    user: { name: 'Ada', locale: 'fr', data: { plan: 'paid' }, roles: ['admin'] },
  })
  expect((await ada.ask('/me')).json).toMatchObject({ name: 'Ada', roles: ['admin'], data: { plan: 'paid' } })
  expect(await users.update(id, { name: null })).toMatchObject({
    user: { name: null, locale: 'fr', data: { plan: 'paid' }, roles: ['admin'] },
  })
  expect(await users.get(id)).toMatchObject({ name: null, locale: 'fr', data: { plan: 'paid' }, roles: ['admin'] })
  expect(await users.setRoles(id, [])).toMatchObject({ user: { roles: [], locale: 'fr' } })
  expect(await reasons(world, 'user.updated')).toEqual(['profile-and-roles', 'profile', 'roles'])
  expect(await users.update(id, {})).toMatchObject({ status: 'updated' })
  expect(await users.setRoles(id, ['owner' as never])).toEqual({ status: 'refused', reason: 'role-unknown' })
  expect(await users.update(id, { data: {} as Plan })).toMatchObject({ status: 'invalid' })
  await expect(users.update('nobody', { name: 'x' })).rejects.toMatchObject({ code: 'not-found' })
  expect(await reasons(world, 'user.updated')).toHaveLength(3)
})

test('a ban ends sessions at once, and looks like nothing from outside until something is proved', async () => {
  const world = await withAda()
  const { users, ada, id } = world
  const open = await openBrowser(world).request(email)
  expect(await users.ban(id, { reason: 'chargeback' })).toEqual({ status: 'banned' })
  expect(await users.ban(id, { reason: 'again' })).toEqual({ status: 'banned' })
  expect(await ada.who()).toBeUndefined()
  expect(await reasons(world, 'user.banned')).toEqual(['chargeback'])
  const proved = await createProgram(world).post('/magic-link/verify', { token: open.token })
  expect([proved.status, proved.json.code]).toEqual([403, 'user-banned'])
  const next = await ada.request(email)
  expect([next.reply.status, next.reply.json.status]).toEqual([200, 'sent'])
  expect((await users.get(id)).status).toBe('banned')
  expect(await users.unban(id)).toEqual({ status: 'active' })
  expect((await ada.call('/magic-link/verify', { token: next.token })).json.status).toBe('signed-in')
  await expect(users.ban(id, { reason: 'Free text!' })).rejects.toThrow(/^reason must/)
})

test('a ban drops the mails to her that wait', async () => {
  const world = await withAda()
  world.mail.always({ kind: 'later', reason: 'greylisted' })
  const { json } = await openBrowser(world).call('/magic-link', { email })
  await world.delivered(json.attemptId ?? '')
  await world.users.ban(world.id)
  expect((await world.messages(json.attemptId ?? '')).map(({ state }) => state)).toEqual(['dropped'])
  world.mail.always()
})

test('a ban and sign-ins at the same time leave nobody signed in', async () => {
  const world = await createWorld()
  const { users } = nounsOf(world)
  for (let round = 0; round < 5; round++) {
    const address = `person${round}@example.com`
    const browsers = [
      openBrowser(world, { peer: `203.0.113.${round}` }),
      openBrowser(world, { peer: `192.0.2.${round}` }),
    ]
    const { json } = await openBrowser(world, { peer: `198.51.100.${round}` }).signIn(address)
    const mails: Mail[] = []
    for (const browser of browsers) mails.push(await browser.request(address))
    const signIns = browsers.map((browser, at) => browser.call('/magic-link/verify', { token: mails[at]?.token }))
    await Promise.all([users.ban(json.user?.id ?? ''), ...signIns])
    for (const browser of browsers) expect(await browser.who()).toBeUndefined()
  }
})

test('invariant 12: removal ends everything, and no id is used again', async () => {
  const world = await withAda()
  const { users, ada, id } = world
  const open = await openBrowser(world).request(email)
  expect(await users.remove(id, { reason: 'asked-for' })).toEqual({ status: 'removed' })
  expect(await ada.who()).toBeUndefined()
  const late = await createProgram(world).post('/magic-link/verify', { token: open.token })
  expect([late.status, late.json.code]).toEqual([401, 'attempt-ended'])
  expect(await users.find(email)).toBeUndefined()
  for (const act of [users.get, users.remove, users.ban, users.export, users.anonymise])
    await expect(act(id)).rejects.toMatchObject({ code: 'not-found' })
  expect(await users.create({ email: 'b@example.com', id })).toEqual({ status: 'exists', what: 'id' })
  expect((await users.list()).items).toEqual([])
  expect(await reasons(world, 'user.removed')).toEqual(['asked-for'])
  const { json } = await ada.signIn(email)
  expect(json.user?.id).not.toBe(id)
})

test('whoever is anonymised leaves no address, name or network, but stays to be counted', async () => {
  const world = await withAda()
  const { users, id } = world
  await users.update(id, { name: 'Ada Lovelace', roles: ['member'] })
  expect(await users.anonymise(id)).toEqual({ status: 'anonymised' })
  const hers = (await world.events()).filter((event) => event.user === id)
  expect(hers.length).toBeGreaterThan(3)
  expect(hers.every((event) => event.asked === undefined)).toBe(true)
  const left = await world.store.users.export(world.at({ id: id as never, limit: 9 }))
  expect(left?.registrations).toMatchObject([{ roles: ['member'] }])
  expect(JSON.stringify(left?.user)).not.toMatch(/ada|Lovelace/i)
  await expect(users.get(id)).rejects.toMatchObject({ code: 'not-found' })
})

test('removal and sign-ins at the same time leave nobody signed in as her', async () => {
  const world = await createWorld()
  const { users } = nounsOf(world)
  for (let round = 0; round < 5; round++) {
    const address = `person${round}@example.com`
    const browser = openBrowser(world, { peer: `203.0.113.${round}` })
    const { json } = await browser.signIn(address)
    const other = openBrowser(world, { peer: `203.0.113.${100 + round}` })
    const { token } = await other.request(address)
    await Promise.all([users.remove(json.user?.id ?? ''), other.call('/magic-link/verify', { token })])
    expect(await browser.who()).toBeUndefined()
    const me = await other.ask('/me')
    if (me.status === 200) expect(me.json.id).not.toBe(json.user?.id)
  }
})

test('an export tells everything of one person and no secret, and is an event itself', async () => {
  const world = await withAda()
  const { users, ada, id } = world
  await users.update(id, { name: 'Ada', data: { plan: 'free' }, roles: ['member'] })
  const mail = world.mail.mails()[0]
  const person = await users.export(id)
  expect(person).toMatchObject({
    format: 'postern-person-1',
    user: { id, email, name: 'Ada', data: { plan: 'free' }, status: 'active' },
    addresses: [{ email, primary: true }],
    registrations: [{ application: 'default', roles: ['member'] }],
    sessions: [{ methods: ['email-link'], device: 'Chrome on Linux' }],
    browsers: [{}],
    attempts: [{ purpose: 'sign-in', state: 'completed', email }],
    messages: [{ kind: 'sign-in', email, state: 'sent' }],
  })
  expect(person.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['link.requested', 'link.delivered', 'user.created', 'sign-in.completed', 'user.updated']),
  )
  const text = JSON.stringify(person)
  const secrets = [ada.cookie('session'), ada.cookie('browser'), ada.cookie('binding')].map((one) => one?.slice(27))
  for (const secret of [...secrets, mail?.secret, mail?.code, mail?.cancel.slice(27)]) {
    expect(secret).toBeTruthy()
    expect(text).not.toContain(secret)
  }
  expect(await reasons(world, 'user.exported')).toHaveLength(1)
})

test('a hook before an account is made is asked of code as well: it may refuse, and fill in what the code leaves out', async () => {
  const world = await createWorld()
  const { users } = nounsOf(world)
  const asked: unknown[] = []
  world.hooks.before('user.create', ({ by, email: address }) => {
    asked.push([by, address])
    return address.startsWith('eve') ? { veto: 'unwanted' } : { id: 'row_7', name: 'From the table' }
  })
  expect(await users.create({ email: 'eve@example.com' })).toEqual({ status: 'vetoed', reason: 'unwanted' })
  expect(await users.create({ email, name: 'Ada' })).toMatchObject({ user: { id: 'row_7', name: 'Ada' } })
  expect(asked).toEqual([
    ['code', 'eve@example.com'],
    ['code', email],
  ])
  expect(await users.find('eve@example.com')).toBeUndefined()
})
