import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { PersonLine } from '../src/cli/people-file.ts'
import { mailServer } from './mail-server.ts'
import { oneProcess } from './one-process.ts'
import { cleanUp, newFolder, run, settings } from './process.ts'

const commands = oneProcess()

afterEach(cleanUp)
afterAll(commands.end)

interface Json {
  readonly [name: string]: unknown
  readonly id: string
  readonly key: string
  readonly url: string
  readonly settings: unknown
  readonly items: readonly object[]
}

/** Commands on an installation in one folder; their JSON where they ended well. */
function desk(folder = newFolder()) {
  const env = { ...settings }
  // They are carried out one after the other.
  void commands.run(['migrate'], { folder, env })
  return {
    folder,
    async json(...args: string[]): Promise<Json> {
      const { code, stdout, stderr } = await commands.run([...args, '--json'], { folder, env })
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}${stdout}`)
      return JSON.parse(stdout) as Json
    },
    run: (...args: string[]) => commands.run(args, { folder, env }),
  }
}

/** What the trail of events says, from the file itself. */
function eventsIn(folder: string): readonly object[] {
  const database = new DatabaseSync(join(folder, 'postern.db'), { readOnly: true })
  const rows = database.prepare('SELECT * FROM postern_events ORDER BY sequence').all()
  database.close()
  return rows
}

/** As a run leaves it that ends behind the first write of a person. */
function markUnfinished(folder: string, user: string): void {
  const database = new DatabaseSync(join(folder, 'postern.db'))
  const mark = `INSERT INTO postern_artifacts (tenant, kind, id, json, group_id, expires_at) VALUES ('default', ?, ?, '{}', ?, ?)`
  const kind = 'import-unfinished'
  database.prepare(mark).run(kind, user, `${kind}/${user}`, Date.now() + 60_000)
  database.close()
}

describe('tenants and applications', () => {
  test('are made, listed, changed and removed', async () => {
    const { json, run } = desk()
    expect(await json('tenant', 'create', 'acme', '--name', 'Acme')).toMatchObject({
      id: 'acme',
      name: 'Acme',
      version: 1,
    })
    await json('app', 'create', 'shop', '--tenant', 'acme', '--set', 'redirects=["https://shop.example/in"]')
    const changed = await json(
      'tenant',
      'change',
      'acme',
      '--set',
      'settings.signUp=closed',
      '--set',
      'settings.liveSets=1',
    )
    expect(changed).toMatchObject({ version: 2, settings: { signUp: 'closed', liveSets: 1 } })
    expect((await json('tenant', 'change', 'acme', '--unset', 'settings.signUp')).settings).toEqual({ liveSets: 1 })
    expect((await json('tenant', 'list')).items).toHaveLength(1)
    for (const list of [['tenant'], ['invite'], ['user'], ['user', '--prefix', 'a']]) {
      const [noun = '', ...more] = list
      const lost = await run(noun, 'list', ...more, '--after', 'no place')
      expect([lost.code, lost.stderr]).toEqual([
        1,
        '--after wants what the page before ended with; it got "no place".\n',
      ])
    }
    expect(await json('app', 'show', 'shop', '--tenant', 'acme')).toMatchObject({
      redirects: ['https://shop.example/in'],
    })
    const unsure = await run('app', 'remove', 'shop', '--tenant', 'acme')
    expect([unsure.code, unsure.stderr]).toEqual([
      1,
      'This removes the application shop. If that is meant, add --yes.\n',
    ])
    expect(await json('app', 'remove', 'shop', '--tenant', 'acme', '--yes')).toEqual({ id: 'shop', removed: true })
    expect((await json('app', 'list', '--tenant', 'acme')).items).toEqual([])
  })

  test('are removed, restored and erased', async () => {
    const { json, run } = desk()
    await json('tenant', 'create', 'acme', '--name', 'Acme')
    await json('app', 'create', 'shop', '--tenant', 'acme')
    await json('user', 'create', 'ada@example.com', '--tenant', 'acme')
    expect((await run('tenant', 'erase', 'acme', '--yes')).stderr).toBe(
      'The tenant acme is still there: postern tenant remove acme\n',
    )
    await json('tenant', 'remove', 'acme', '--yes')
    expect(await json('tenant', 'restore', 'acme')).toMatchObject({ id: 'acme', name: 'Acme', version: 2 })
    expect((await json('user', 'list', '--tenant', 'acme')).items).toHaveLength(1)
    await json('tenant', 'remove', 'acme', '--yes')
    const { removed } = await json('tenant', 'erase', 'acme', '--yes')
    expect(removed).toBeGreaterThan(1)
    await json('tenant', 'restore', 'acme')
    expect((await json('app', 'list', '--tenant', 'acme')).items).toEqual([])
  })

  test('are refused by the path of what is wrong, and in sentences', async () => {
    const { run, json } = desk()
    await json('tenant', 'create', 'acme')
    await json('tenant', 'create', 'other')
    await json('app', 'create', 'shop', '--tenant', 'other')
    const wrong = await run('tenant', 'change', 'acme', '--set', 'settings.liveSets=7')
    expect([wrong.code, wrong.stdout, wrong.stderr.split(':')[0]]).toEqual([1, '', 'settings.liveSets'])
    for (const [args, words] of [
      [['tenant', 'show', 'nobody'], 'There is no tenant nobody.'],
      [['tenant', 'create', 'acme'], 'There is a tenant acme already: change it, or choose another id.'],
      [
        ['app', 'create', 'shop', '--tenant', 'acme'],
        'id: is taken: an application has its id alone in the whole installation',
      ],
      [['app', 'list', '--tenant', 'nobody'], 'There is no tenant nobody: postern tenant list shows them all.'],
      [
        ['tenant'],
        'Say what to do with tenant: list, show, create, change, prove-host, remove, restore, erase. More: postern --help',
      ],
      [['tenant', 'show'], 'It is: postern tenant show <id>. It got none.'],
      [['tenant', 'list', '--role', 'x'], 'postern tenant list takes no --role.'],
    ] as const) {
      expect(await run(...args)).toEqual({ code: 1, stdout: '', stderr: `${words}\n` })
    }
  })
})

describe('with --json', () => {
  test('a refusal is one JSON object on standard error, with a code that the guide names', async () => {
    const guide = readFileSync(new URL('../../../docs/guides/command-line.md', import.meta.url), 'utf8')
    const { run, json, folder } = desk()
    await json('tenant', 'create', 'acme')
    await json('user', 'create', 'ada@example.com')
    const none = newFolder()
    for (const [code, words, args, at = folder] of [
      ['arguments-invalid', /^postern tenat is no command/, ['tenat', 'list']],
      ['arguments-invalid', /^Unknown option '--colour'/, ['tenant', 'list', '--colour']],
      ['arguments-invalid', /takes no --role\.$/, ['tenant', 'list', '--role', 'x']],
      ['values-invalid', /^--limit wants a number/, ['tenant', 'list', '--limit', '900']],
      ['values-invalid', /^settings\.liveSets: /, ['tenant', 'change', 'acme', '--set', 'settings.liveSets=7']],
      ['email-invalid', /is no address/, ['user', 'create', 'ada@']],
      ['not-found', /^There is no tenant nobody\.$/, ['tenant', 'show', 'nobody']],
      ['not-found', /^There is nobody called /, ['user', 'show', 'bob@example.com']],
      ['exists', /somebody’s already/, ['user', 'create', 'ada@example.com']],
      ['in-use', /still there/, ['tenant', 'erase', 'acme', '--yes']],
      ['yes-needed', /add --yes\.$/, ['tenant', 'remove', 'acme']],
      ['refused', /^acme asks for no host/, ['tenant', 'prove-host', 'acme']],
      ['settings-invalid', /there is no such file/, ['tenant', 'list', '--config', 'none.ts']],
      ['file-unusable', /^There is no file people\.jsonl\.$/, ['import', 'people.jsonl']],
      ['database-unusable', /holds no installation/, ['tenant', 'list'], none],
    ] as const) {
      const ended = await commands.run([...args, '--json'], { folder: at, env: settings })
      expect([ended.code, ended.stdout, ended.stderr.split('\n').length], ended.stderr).toEqual([1, '', 2])
      const error = { code, message: expect.stringMatching(words) }
      expect(JSON.parse(ended.stderr)).toEqual({ error })
      expect(guide).toContain(`| \`${code}\` |`)
    }
    expect((await run('tenant', 'show', 'nobody')).stderr).toBe('There is no tenant nobody.\n')
  })
})

describe('people', () => {
  test('are made, found by id and address, changed, shut out and removed, each on record', async () => {
    const { json, run } = desk()
    await json('app', 'create', 'shop', '--set', 'roles=["admin"]')
    const ada = await json(
      'user',
      'create',
      'ada@example.com',
      '--name',
      'Ada',
      '--role',
      'admin',
      '--application',
      'shop',
    )
    expect(ada).toMatchObject({ email: 'ada@example.com', name: 'Ada', roles: ['admin'], status: 'active' })
    expect((await json('user', 'show', 'ADA@example.com')).id).toBe(ada.id)
    expect((await json('user', 'change', ada.id, '--name', 'Ada L')).name).toBe('Ada L')
    expect((await json('user', 'ban', ada.id, '--reason', 'spam')).status).toBe('banned')
    expect((await json('user', 'unban', ada.id)).status).toBe('active')
    expect((await json('user', 'list', '--prefix', 'ada')).items).toHaveLength(1)
    expect((await json('session', 'list', ada.id)).items).toEqual([])
    expect(await json('session', 'remove-all', ada.id)).toEqual({ user: ada.id, removed: 0 })
    await json('user', 'remove', ada.id, '--yes')
    expect((await run('user', 'show', ada.id)).stderr).toBe(`There is nobody called ${ada.id} in this tenant.\n`)
    const report = await json('audit', 'verify')
    expect(report.intact).toBe(true)
    expect(await json('audit', 'heads')).toEqual({ heads: [] })
  })

  test('get no role that the application does not have, and are told so', async () => {
    const { json, run } = desk()
    await json('app', 'create', 'shop', '--set', 'roles=["admin"]')
    await json('user', 'create', 'ada@example.com')
    const within = ['--application', 'shop', '--role']
    for (const words of [
      ['user', 'create', 'bob@example.com'],
      ['user', 'change', 'ada@example.com'],
      ['invite', 'create', 'bob@example.com'],
    ]) {
      const refused = (role: string) => run(...words, ...within, role)
      expect(await refused('clerk')).toMatchObject({ code: 1, stderr: 'clerk is no role of the application shop.\n' })
      expect((await refused('two words')).stderr).toMatch(/^--role wants a word/)
    }
    expect((await json('user', 'change', 'ada@example.com', ...within, 'admin')).roles).toEqual(['admin'])
  })

  test('are written by the rules of the API, or refused with the way to write them', async () => {
    const { json, run } = desk()
    await json('user', 'create', 'ada@example.com')
    for (const [flag, value, wants] of [
      ['name', 'a\u0001b', '1 to 200 letters on one line'],
      ['name', 'a'.repeat(201), '1 to 200 letters'],
      ['locale', '!!<x>', 'a language such as'],
    ] as const) {
      for (const verb of [
        ['user', 'create', 'bob@example.com'],
        ['user', 'change', 'ada@example.com'],
      ]) {
        const { code, stderr } = await run(...verb, `--${flag}`, value)
        expect([code, stderr]).toEqual([1, expect.stringContaining(`--${flag} wants ${wants}`)])
      }
    }
    for (const expires of ['9999d', '1m']) {
      const { code, stderr } = await run('invite', 'create', 'bob@example.com', '--expires', expires)
      expect([code, stderr]).toEqual([1, expect.stringContaining('--expires wants 5m to 90d')])
    }
    const { items } = await json('user', 'list')
    expect(items).toMatchObject([{ email: 'ada@example.com' }])
    expect(items[0]).not.toHaveProperty('name')
    expect((await json('invite', 'list')).items).toEqual([])
  })

  test('are invited; the mail waits for a server', async () => {
    const { json } = desk()
    const made = await json('invite', 'create', 'ada@example.com', '--expires', '2d')
    expect(made).toMatchObject({ email: 'ada@example.com', state: 'open' })
    expect((await json('invite', 'list')).items).toHaveLength(1)
    expect(await json('invite', 'remove', made.id)).toEqual({ id: made.id, removed: true })
    expect((await json('invite', 'show', made.id)).state).toBe('revoked')
  })

  test('are helped by a link only on record', async () => {
    const { json, run, folder } = desk()
    await json('user', 'create', 'ada@example.com')
    expect((await run('sign-in-link', 'ada@example.com')).stderr).toMatch(/^--by and --reason are wanted/)
    const made = await json('sign-in-link', 'ada@example.com', '--by', 'grace', '--reason', 'mail-does-not-arrive')
    expect(made.url).toMatch(/^https:\/\/sign-in\.example\.com\/auth\/link\/[0-9a-z]{26}#[\w-]{43}$/)
    expect(eventsIn(folder)).toContainEqual(
      expect.objectContaining({ type: 'support-link.created', actor: 'cli:grace', reason: 'mail-does-not-arrive' }),
    )
    const nobody = await run('sign-in-link', 'eve@example.com', '--by', 'grace', '--reason', 'asked')
    expect(nobody.stderr).toMatch(/^Nobody of this address is registered/)
  })

  test('come from one installation into another by a file, with their ids; a second time changes nothing', async () => {
    const [from, to] = [desk(), desk()]
    for (const one of [from, to]) await one.json('app', 'create', 'shop', '--set', 'roles=["admin","clerk"]')
    for (const name of ['ada', 'bob', 'eve']) {
      await from.json('user', 'create', `${name}@example.com`, '--application', 'shop', '--role', 'clerk')
    }
    await from.json('user', 'lock', 'eve@example.com')
    expect(await from.json('export', 'people.jsonl')).toMatchObject({ people: 3 })
    const file = join(from.folder, 'people.jsonl')
    const whole = readFileSync(file, 'utf8')
    expect(await to.json('import', file, '--dry-run')).toMatchObject({ people: 3, imported: 3, present: 0 })
    expect(await to.json('import', file)).toMatchObject({ people: 3, imported: 3, present: 0, conflicts: [] })
    expect(await to.json('import', file)).toMatchObject({ people: 3, imported: 0, present: 3 })
    expect(await to.json('export', 'people.jsonl')).toMatchObject({ people: 3 })
    expect(readFileSync(join(to.folder, 'people.jsonl'), 'utf8')).toBe(whole)
    const lines = whole.trimEnd().split('\n')
    const [head = '', first = '', second = ''] = lines
    const { id, email } = JSON.parse(second) as { readonly id: string; readonly email: string }
    const addressOf = (line: string) => JSON.stringify({ ...JSON.parse(line), email, addresses: [] })
    writeFileSync(
      file,
      `${[head, second, addressOf(first), second, second.replaceAll(email, 'other@example.com')].join('\n')}\n`,
    )
    const empty = desk()
    await empty.json('app', 'create', 'shop', '--set', 'roles=["admin","clerk"]')
    const conflicts = [
      { id: (JSON.parse(first) as { readonly id: string }).id, why: 'address-taken', by: id },
      { id, why: 'id-taken' },
    ]
    for (const dry of [['--dry-run'], []]) {
      const taken = await empty.run('import', file, '--json', ...dry)
      expect(JSON.parse(taken.stdout)).toMatchObject({ people: 4, imported: 1, present: 1, conflicts })
    }
    writeFileSync(file, `${whole}{"id":1}\n`)
    expect((await to.run('import', file)).stderr).toMatch(/^Line 5 of .+ is no person\. Nothing was changed\.\n$/)
  })
})

test('an import leaves out who is registered in an application that is not there, and says which', async () => {
  const [from, to] = [desk(), desk()]
  await from.json('app', 'create', 'shop')
  await from.json('user', 'create', 'ada@example.com', '--application', 'shop')
  await from.json('user', 'create', 'bob@example.com')
  await from.json('export', 'people.jsonl')
  const file = join(from.folder, 'people.jsonl')
  const before = eventsIn(to.folder).length
  for (const dry of [['--dry-run'], []]) {
    const taken = await to.run('import', file, '--json', ...dry)
    expect([taken.code, JSON.parse(taken.stdout)]).toMatchObject([
      1,
      {
        people: 2,
        imported: 1,
        missing: { shop: 1 },
        conflicts: [{ why: 'application-unknown', application: 'shop' }],
      },
    ])
  }
  expect((await to.run('import', file)).stdout).toMatch(/^The tenant has no application shop \(1 person\): make it/m)
  expect(eventsIn(to.folder)).toHaveLength(before + 1)
  await to.json('app', 'create', 'shop')
  expect(await to.json('import', file)).toMatchObject({ imported: 1, present: 1, conflicts: [], missing: {} })
})

test('an import registers nobody who is registered nowhere', async () => {
  const [from, to] = [desk(), desk()]
  await from.json('user', 'create', 'ada@example.com')
  await from.json('export', 'people.jsonl')
  const [head, ada = ''] = readFileSync(join(from.folder, 'people.jsonl'), 'utf8').split('\n')
  const file = join(to.folder, 'people.jsonl')
  const line = JSON.stringify({ ...JSON.parse(ada), registrations: [] })
  writeFileSync(file, `${head}\n${line}\n`)
  expect(await to.json('import', file)).toMatchObject({ imported: 1, conflicts: [] })
  await to.json('export', 'again.jsonl')
  expect(readFileSync(join(to.folder, 'again.jsonl'), 'utf8').split('\n')[1]).toBe(line)
})

/** As an export leaves it that is ended there, as by a full disk. */
function endedAt(file: string, text: string): void {
  rmSync(file, { force: true })
  writeFileSync(`${file}.part`, text)
}

test.each([
  ['in the middle of a person', (whole: string) => whole.slice(0, -20), 2],
  ['between two people', (whole: string) => whole.slice(0, whole.lastIndexOf('\n', whole.length - 2) + 1), 2],
  ['behind the last one', (whole: string) => whole, 3],
])('an export that was ended %s is gone on with, and misses nobody who came since', async (_where, cut, earlier) => {
  const [from, to] = [desk(), desk()]
  const file = join(from.folder, 'people.jsonl')
  const people = () => readFileSync(file, 'utf8').trimEnd().split('\n').slice(1)
  for (const name of ['ada', 'bob', 'eve']) await from.json('user', 'create', `${name}@example.com`)
  await from.json('export', 'people.jsonl')
  endedAt(file, cut(readFileSync(file, 'utf8')))
  await from.json('user', 'create', 'new@example.com')
  // Her id comes from another system, and stands behind those of all the others.
  const [head, ada = ''] = readFileSync(`${file}.part`, 'utf8').split('\n')
  const old = { ...JSON.parse(ada), id: '-old', email: 'old@example.com', addresses: [] }
  writeFileSync(join(from.folder, 'old.jsonl'), `${head}\n${JSON.stringify(old)}\n`)
  await from.json('import', 'old.jsonl')
  expect(await from.json('export', 'people.jsonl')).toMatchObject({ people: 5, earlier })
  expect(existsSync(`${file}.part`)).toBe(false)
  expect(new Set(people().map((line) => (JSON.parse(line) as PersonLine).email))).toEqual(
    new Set(['ada', 'bob', 'eve', 'new', 'old'].map((name) => `${name}@example.com`)),
  )
  expect(people()).toHaveLength(5)
  expect(await to.json('import', file)).toMatchObject({ people: 5, imported: 5, conflicts: [] })
})

test('a file that an export has finished is refused, and stays as it is', async () => {
  const { folder, json, run } = desk()
  await json('user', 'create', 'ada@example.com')
  await json('export', 'people.jsonl')
  const file = join(folder, 'people.jsonl')
  const before = readFileSync(file, 'utf8')
  await json('user', 'create', 'bob@example.com')
  const again = await run('export', 'people.jsonl')
  expect([again.code, again.stderr]).toEqual([
    1,
    `${file} is there already: take it away first, or name another one.\n`,
  ])
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('an import that was ended in the middle of a person is finished by the next one', async () => {
  const [from, to] = [desk(), desk()]
  for (const one of [from, to]) {
    await one.json('app', 'create', 'shop', '--set', 'roles=["clerk"]')
    await one.json('app', 'create', 'club')
  }
  await from.json('user', 'create', 'ada@example.com', '--application', 'shop', '--role', 'clerk')
  await from.json('export', 'people.jsonl')
  const [head, person] = readFileSync(join(from.folder, 'people.jsonl'), 'utf8').trim().split('\n')
  const file = join(to.folder, 'people.jsonl')
  writeFileSync(file, `${head}\n${person}\n`)
  expect(await to.json('import', file)).toMatchObject({ imported: 1 })
  // What the first run did not come to: a second address, a second registration, and a lock.
  const { addresses, registrations, ...rest } = JSON.parse(person ?? '') as PersonLine
  const whole = {
    ...rest,
    status: 'locked',
    addresses: [...addresses, { ...addresses[0], email: 'ada@work.example' }],
    registrations: [...registrations, { ...registrations[0], application: 'club', roles: [] }],
  }
  writeFileSync(file, `${head}\n${JSON.stringify(whole)}\n`)
  // Who is there, and whom no run was ended at, stays as she is.
  const before = eventsIn(to.folder).length
  expect(await to.json('import', file)).toMatchObject({ imported: 0, present: 1, conflicts: [] })
  expect(await to.json('export', 'same.jsonl')).toMatchObject({ people: 1 })
  expect(readFileSync(join(to.folder, 'same.jsonl'), 'utf8').split('\n')[1]).toBe(person)
  expect(eventsIn(to.folder)).toHaveLength(before)
  markUnfinished(to.folder, rest.id)
  expect(await to.json('import', file)).toMatchObject({ imported: 0, present: 1, conflicts: [] })
  expect(eventsIn(to.folder).slice(before)).toMatchObject([
    { type: 'address.added', reason: 'imported' },
    { type: 'registration.changed', reason: 'imported', application: 'club' },
    { type: 'user.locked', reason: 'imported' },
  ])
  expect(await to.json('user', 'unlock', rest.id)).toMatchObject({ status: 'active' })
  expect(await to.json('import', file)).toMatchObject({ imported: 0, present: 1, conflicts: [] })
  expect(await to.json('user', 'show', rest.id)).toMatchObject({ status: 'active' })
  await to.json('user', 'lock', rest.id)
  expect(await to.json('export', 'again.jsonl')).toMatchObject({ people: 1 })
  const [, again = ''] = readFileSync(join(to.folder, 'again.jsonl'), 'utf8').split('\n')
  expect(JSON.parse(again)).toMatchObject({
    status: 'locked',
    addresses: expect.arrayContaining([expect.objectContaining({ email: 'ada@work.example' })]),
    registrations: expect.arrayContaining([expect.objectContaining({ application: 'club' })]),
  })
})

describe('API keys', () => {
  test('are shown once, rotated with an overlap, and revoked', async () => {
    const { json, run } = desk()
    const made = await json('key', 'create', '--name', 'ci', '--operation', 'users.read', '--expires', '90d')
    expect(made.key).toMatch(/^postern_key_/)
    expect(JSON.stringify(await json('key', 'show', made.id))).not.toContain(made.key)
    expect((await json('key', 'list')).items[0]).not.toHaveProperty('hash')
    expect(await json('key', 'show', made.id)).not.toHaveProperty('hash')
    const rotated = await json('key', 'rotate', made.id, '--overlap', '1h')
    expect(rotated.key).not.toBe(made.key)
    expect(rotated).toHaveProperty('previousUntil')
    await json('key', 'remove', made.id, '--yes')
    expect((await run('key', 'show', made.id)).code).toBe(1)
    expect((await run('key', 'create', '--name', 'x', '--operation', 'no such')).code).toBe(1)
    const start = 'POST /api/passwordless/start'
    const other = await json('key', 'create', '--name', 'fusionauth', '--operation', start, '--starts-sign-ins')
    expect(other).toMatchObject({ operations: ['passwordless.start'], startsSignIns: true })
    const reading = await json('key', 'change', other.id, '--set', 'operations=["GET /api/v1/users"]')
    expect(reading.operations).toEqual(['users.read'])
    expect((await run('key', 'change', other.id, '--set', 'operations=["users.raed"]')).code).toBe(1)
  })
})

describe('postern keys rotate', () => {
  test('says why where nothing is signed, and rotates where it is', async () => {
    const { json, run } = desk()
    expect((await run('keys', 'rotate')).stderr).toMatch(/signs no access tokens/)
    await json('tenant', 'create', 'acme')
    await json('app', 'create', 'api', '--tenant', 'acme', '--set', 'settings.tokens={"mode":"bearer"}')
    expect(await json('keys', 'rotate', '--tenant', 'acme')).toHaveProperty('kid')
  })
})

describe('postern init', () => {
  test('writes a configuration that starts, with a secret for its owner alone, and never over another one', async () => {
    const folder = newFolder()
    const env = {}
    const made = await run(
      ['init', '--base-url', 'https://in.acme.example', '--mail-from', "O'Hara <no@acme.example>"],
      { folder, env },
    )
    expect([made.code, made.stderr]).toEqual([0, ''])
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600)
    expect(made.stdout).not.toContain(/POSTERN_SECRET=(\S+)/.exec(readFileSync(join(folder, '.env'), 'utf8'))?.[1])
    expect((await run(['migrate'], { folder, env })).code).toBe(0)
    expect(existsSync(join(folder, 'postern.db'))).toBe(true)
    const listed = await run(['tenant', 'list', '--json'], { folder, env })
    expect([listed.code, JSON.parse(listed.stdout)]).toEqual([0, { items: [] }])
    const again = await run(['init'], { folder, env })
    expect([again.code, again.stderr]).toEqual([
      1,
      'postern.config.ts and .env are there already, and stay as they are.\n',
    ])
  })
})

test('--dev works on what the development server keeps, and its absence is told', async () => {
  const folder = newFolder()
  const without = await run(['user', 'list'], { folder })
  expect(without.stderr).toMatch(
    /^POSTERN_BASE_URL is missing.+\n.+\n.+\nFor what postern dev keeps in this folder, add --dev\.\n$/,
  )
  const elsewhere = await run(['user', 'list', '--dev'], { folder })
  expect([elsewhere.code, elsewhere.stderr]).toEqual([
    1,
    `${join(folder, '.postern/dev.db')} holds no installation of Postern: --dev is for the folder that postern dev was run in.\n`,
  ])
  expect(readdirSync(folder)).toEqual([])
  expect((await run(['migrate'], { folder, env: { DATABASE_URL: 'sqlite:./own.db' } })).code).toBe(0)
  const listed = await run(['user', 'list', '--dev'], { folder, env: { DATABASE_URL: 'sqlite:./own.db' } })
  expect([listed.code, listed.stdout]).toEqual([0, 'There is nobody.\n'])
})

describe('where no installation is', () => {
  test.each([
    [['revoke-all', '--yes']],
    [['audit', 'verify']],
    [['export', 'people.jsonl']],
    [['user', 'list']],
    [['tenant', 'create', 'acme']],
    [['import', 'people.jsonl', '--dry-run']],
    [['apply', 'installation.json', '--dry-run']],
  ])('postern %j names the file and makes none', async (args) => {
    const folder = newFolder()
    const { code, stdout, stderr } = await commands.run(args, { folder, env: settings })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(new RegExp(`^${join(folder, 'postern.db')} holds no installation of Postern: .+\\n$`))
    expect(readdirSync(folder)).toEqual([])
  })

  test('a database of somebody else’s stays as it is', async () => {
    const folder = newFolder()
    const other = new DatabaseSync(join(folder, 'postern.db'))
    other.exec('CREATE TABLE theirs (id INTEGER)')
    const { code, stderr } = await commands.run(['revoke-all', '--yes'], { folder, env: settings })
    expect([code, stderr]).toEqual([1, expect.stringContaining('holds no installation of Postern')])
    expect(other.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'theirs' }])
    other.close()
  })
})

describe('postern doctor', () => {
  test('says what is wrong and what to do, asks nobody when told so, and ends with 1 where anything fails', async () => {
    const folder = newFolder()
    const none = await run(['doctor', '--offline', '--json'], { folder })
    expect(none.code).toBe(1)
    const smtp = await mailServer()
    try {
      const env = { ...settings, POSTERN_SECRET: 'k3Jx9vQm2Lp7RtYw5ZbNc8HsDf4GuEa1', SMTP_URL: smtp.url }
      const { code, stdout } = await run(['doctor', '--offline'], { folder, env })
      expect([code, stdout.match(/^fail/gm)]).toEqual([0, null])
      expect(stdout).toMatch(/^ok {4}mail-sign-in +127\.0\.0\.1:\d+ lets us in$/m)
      expect(stdout).toMatch(/^warn {2}proxy-hops/m)
      expect(stdout).not.toContain('tenant-mail')
      expect(smtp.taken).toEqual([])
    } finally {
      await smtp.close()
    }
  })
})

describe('postern apply', () => {
  test('makes an installation what a file says, by way of the environment, and says what it would do', async () => {
    const folder = newFolder()
    const key = `postern_key_01jd0000000000000000000000.${'a'.repeat(42)}A`
    const env = { ...settings, CI_KEY: key }
    writeFileSync(
      join(folder, 'postern.apply.ts'),
      `export default {
        tenants: { acme: { firstApplication: 'shop', applications: { shop: {} } } },
        keys: { ci: { operations: ['users.read'], key: { env: 'CI_KEY' } } },
      }`,
    )
    expect((await commands.run(['migrate'], { folder, env })).code).toBe(0)
    const told = await commands.run(['apply', 'postern.apply.ts', '--dry-run'], { folder, env })
    expect(told.stdout).toMatch(/^\+ tenant acme\n/)
    expect(told.stdout).not.toContain(key)
    expect((await commands.run(['apply', 'postern.apply.ts'], { folder, env })).stdout).toMatch(/3 changes made\.\n$/)
    expect((await commands.run(['apply', 'postern.apply.ts'], { folder, env })).stdout).toBe(
      'All is as the file says.\n',
    )
    const unset = await commands.run(['apply', 'postern.apply.ts'], { folder, env: settings })
    expect(unset.stderr).toBe('CI_KEY is wanted by postern.apply.ts, and is not set.\n')
  })

  test('removes nothing unasked, and says what it would remove', async () => {
    const { folder, json, run } = desk()
    await json('tenant', 'create', 'acme')
    await json('app', 'create', 'shop', '--tenant', 'acme')
    const write = (tenants: object): void => writeFileSync(join(folder, 'all.json'), JSON.stringify({ tenants }))
    write({ other: {} })
    const refused = await run('apply', 'all.json', '--prune')
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'all.json does not name these, and --prune removes them: tenant acme. If that is meant, add --yes.\n',
    ])
    expect((await json('tenant', 'list')).items).toMatchObject([{ id: 'acme' }])
    expect((await run('apply', 'all.json', '--prune', '--dry-run')).stdout).toMatch(/^- tenant acme$/m)
    write({ acme: { firstApplication: 'shop', applications: {} } })
    const stayed = await run('apply', 'all.json', '--prune', '--yes')
    expect([stayed.code, stayed.stdout]).toEqual([1, expect.stringMatching(/^Not removed: application acme\/shop\. /m)])
    write({ other: {} })
    await json('apply', 'all.json', '--prune', '--yes')
    expect((await json('tenant', 'list')).items).toMatchObject([{ id: 'other' }])
  })
})

test('an import brings ten addresses of somebody who has more, and says so', async () => {
  const [from, to] = [desk(), desk()]
  await from.json('user', 'create', 'ada@example.com')
  await from.json('export', 'people.jsonl')
  const [head, person = ''] = readFileSync(join(from.folder, 'people.jsonl'), 'utf8').trim().split('\n')
  const ada = JSON.parse(person) as PersonLine
  const more = Array.from({ length: 10 }, (_, at) => ({ ...ada.addresses[0], email: `ada${at}@example.com` }))
  const file = join(to.folder, 'people.jsonl')
  writeFileSync(file, `${head}\n${JSON.stringify({ ...ada, addresses: [...ada.addresses, ...more] })}\n`)
  const { code, stdout } = await to.run('import', file, '--json')
  const conflicts = [{ id: ada.id, why: 'addresses-full' }]
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { people: 1, imported: 1, conflicts }])
  await to.json('export', 'again.jsonl')
  const [, again = ''] = readFileSync(join(to.folder, 'again.jsonl'), 'utf8').split('\n')
  expect((JSON.parse(again) as PersonLine).addresses.map(({ email }) => email).toSorted()).toEqual(
    ['ada@example.com', ...more.slice(0, 9).map(({ email }) => email)].toSorted(),
  )
})
