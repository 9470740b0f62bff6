import { afterEach, describe, expect, test } from 'vitest'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { createVault } from '../../src/adapters/vault/vault.ts'
import { checkOptions } from '../../src/check-options.ts'
import type { Id } from '../../src/domain/id.ts'
import { openBrowser } from '../support/browser.ts'
import { createDatabase, type Database } from '../support/database.ts'
import { cancelOf } from '../support/mail.ts'
import { createProgram } from '../support/program.ts'
import { createRecorder } from '../support/recorder.ts'
import { closeWorlds, createWorld, type World, type WorldOptions } from '../support/world.ts'

let database: Database | undefined
afterEach(async () => {
  await closeWorlds()
  await database?.remove()
  database = undefined
})

const onDisk = async (options: WorldOptions = {}): Promise<{ world: World; database: Database }> => {
  database = await createDatabase()
  return { world: await createWorld({ store: database.source, ...options }), database }
}

test('invariant 3: no secret of a whole sign-in is anywhere in the database, sealed mails included', async () => {
  const { world, database } = await onDisk()
  const release = world.mail.hold()
  const program = createProgram(world, { keepsCookies: true })
  const asked = await program.post('/magic-link', { email: 'ada@example.com' })
  const waiting = await database.query('SELECT sealed FROM postern_messages')
  expect(waiting[0]?.['sealed']).toBeInstanceOf(Uint8Array)
  await new Promise((resolve) => setImmediate(resolve))
  const mail = world.mail.tried[0]
  release()
  await world.delivered(asked.json.attemptId ?? '')
  const [sent] = world.mail.mails()
  const done = await program.post('/magic-link/verify', { token: sent?.token })
  expect(done.json.status).toBe('signed-in')
  const secrets = [
    [sent?.secret, cancelOf(mail!).slice(27), asked.json.handle?.slice(27)],
    ...done.cookies.map((line) => /=[0-9a-z]{26}\.([A-Za-z0-9_-]{43});/.exec(line)?.[1]),
  ].flat()
  expect(secrets.length).toBeGreaterThanOrEqual(5)
  const bytes = await database.bytes()
  for (const secret of secrets) {
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(bytes.includes(secret!)).toBe(false)
    expect(bytes.includes(Buffer.from(secret!, 'base64url'))).toBe(false)
  }
  expect(await database.rows()).not.toContain(sent?.code)
})

test('invariant 3: a message’s sealed secrets are wiped at every end, and no read gives them back', async () => {
  const { world, database } = await onDisk({ signUp: 'closed' })
  await createProgram(world).post('/magic-link', { email: 'nobody@example.com' })
  const open = await createWorld({ store: database.source, clock: world.clock })
  const program = createProgram(open)
  open.mail.answer({ kind: 'taken' }, { kind: 'refused', reason: '550' })
  const sent = await program.post('/magic-link', { email: 'ada@example.com' })
  const failed = await program.post('/magic-link', { email: 'bob@example.com' })
  await open.delivered(sent.json.attemptId ?? '')
  await open.delivered(failed.json.attemptId ?? '')
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  const rows = await database.query('SELECT state, sealed FROM postern_messages')
  expect(rows.map((row) => String(row['state'])).sort()).toEqual(['dropped', 'failed', 'sent'])
  expect(rows.every((row) => row['sealed'] === null)).toBe(true)
})

test('invariant 3: a waiting message is read back without its sealed secrets', async () => {
  const { world } = await onDisk()
  world.mail.always({ kind: 'later', reason: 'greylisted' })
  const reply = await createProgram(world).post('/magic-link', { email: 'ada@example.com' })
  const [message] = await world.delivered(reply.json.attemptId ?? '')
  expect(message?.state).toBe('queued')
  expect(message).not.toHaveProperty('sealed')
})

test('invariant 3: every credential on the wire is an id and 256 bits', async () => {
  const world = await createWorld()
  const program = createProgram(world)
  const mail = await program.request('ada@example.com')
  const done = await program.post('/magic-link/verify', { token: mail.token })
  const credentials = [mail.token, mail.cancel, mail.handle, ...done.cookies.map((line) => /=([^;]+);/.exec(line)?.[1])]
  for (const credential of credentials) {
    expect(credential).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}\.[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)
    expect(Buffer.from(credential!.slice(27), 'base64url')).toHaveLength(32)
  }
  expect(new Set(credentials).size).toBe(credentials.length)
})

test('invariant 3: link, code and cancel are independent: a resend draws three new ones', async () => {
  const world = await createWorld({ limits: 'off', baseUrl: 'http://localhost:3000' })
  const program = createProgram(world)
  const { attemptId, handle } = await program.request('ada@example.com')
  for (let count = 0; count < 5; count++) {
    await program.post(`/attempts/${attemptId}/resend`, { handle })
    await world.delivered(attemptId)
  }
  const mails = world.mail.mails()
  expect(mails).toHaveLength(6)
  expect(new Set(mails.flatMap(({ secret, cancel }) => [secret, cancel])).size).toBe(12)
  expect(new Set(mails.map(({ code }) => code)).size).toBeGreaterThan(3)
})

describe('invariant 3: codes', () => {
  test('are six digits by default', async () => {
    const world = await createWorld()
    expect((await createProgram(world).request('ada@example.com')).code).toMatch(/^\d{6}$/)
  })

  test('are a MAC over attempt and code: the same code of another attempt does not match', () => {
    const vault = createVault('a secret for tests, of thirty-two bytes and more')
    const [tenant, one, other] = ['default', 'one', 'other'] as unknown as [Id<'tenant'>, Id<'attempt'>, Id<'attempt'>]
    const mac = vault.mac(tenant, one, '123456')
    expect(vault.macMatches(tenant, one, '123456', mac)).toBe(true)
    expect(vault.macMatches(tenant, other, '123456', mac)).toBe(false)
    expect(vault.macMatches('elsewhere' as Id<'tenant'>, one, '123456', mac)).toBe(false)
  })

  test.each([
    [{ kind: 'digits', length: 4 }, 1],
    [{ kind: 'digits', length: 5 }, 3],
    [{ kind: 'letters', length: 4 }, 1],
    [{ kind: 'digits', length: 13 }, 3],
  ] as const)('a format of %o beside %d live sets is refused at start', (code, liveSets) => {
    const mail = { from: 'a@acme.example', transport: createRecorder() }
    const options = { baseUrl: 'https://app.example.com', secret: 'x'.repeat(32), store: sqlite(':memory:'), mail }
    expect(() => checkOptions({ ...options, code, liveSets })).toThrow(/^code /)
    expect(() => checkOptions({ ...options, code: { kind: 'digits', length: 6 }, liveSets })).not.toThrow()
  })
})

test('invariant 3: keys rotate: what an older secret sealed, signed and derived still reads', async () => {
  const { world, database } = await onDisk({ secret: 'the older secret, of thirty-two bytes and more' })
  world.mail.always({ kind: 'later', reason: 'greylisted' })
  const browser = openBrowser(world)
  const reply = await browser.call('/magic-link', { email: 'ada@example.com' })
  const id = reply.json.attemptId ?? ''
  await world.delivered(id)
  const newer = ['the newer secret, of thirty-two bytes and more', 'the older secret, of thirty-two bytes and more']
  const next = await createWorld({ store: database.source, secret: newer, clock: world.clock })
  next.clock.advance(10_000)
  await next.runtime.runChores()
  const [mail] = next.mail.mails()
  expect(mail?.attemptId).toBe(id)
  const after = openBrowser(next, { jar: browser.jar })
  expect((await after.call('/code/verify', { attemptId: id, code: mail?.code })).json.status).toBe('signed-in')
})
