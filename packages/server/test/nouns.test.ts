import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { mailServer } from './mail-server.ts'
import { cleanUp, newFolder, run, settings } from './process.ts'

afterEach(cleanUp)

interface Json {
  readonly [name: string]: unknown
  readonly id: string
  readonly key: string
  readonly url: string
  readonly settings: unknown
  readonly items: readonly object[]
}

/** A command in one folder; its JSON where it ended well. */
function desk(folder = newFolder()) {
  const env = { ...settings }
  return {
    folder,
    async json(...args: string[]): Promise<Json> {
      const { code, stdout, stderr } = await run([...args, '--json'], { folder, env })
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}${stdout}`)
      return JSON.parse(stdout) as Json
    },
    run: (...args: string[]) => run(args, { folder, env }),
  }
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

  test('are refused by the path of what is wrong, and in sentences', async () => {
    const { run, json } = desk()
    await json('tenant', 'create', 'acme')
    const wrong = await run('tenant', 'change', 'acme', '--set', 'settings.liveSets=7')
    expect([wrong.code, wrong.stdout, wrong.stderr.split(':')[0]]).toEqual([1, '', 'settings.liveSets'])
    for (const [args, words] of [
      [['tenant', 'show', 'nobody'], 'There is no tenant nobody.'],
      [['tenant', 'create', 'acme'], 'There is a tenant acme already: change it, or choose another id.'],
      [['app', 'list', '--tenant', 'nobody'], 'There is no tenant nobody: postern tenant list shows them all.'],
      [['tenant'], 'Say what to do with tenant: list, show, create, change, prove-host, remove. More: postern --help'],
      [['tenant', 'show'], 'It is: postern tenant show <id>. It got none.'],
      [['tenant', 'list', '--role', 'x'], 'postern tenant list takes no --role.'],
    ] as const) {
      expect(await run(...args)).toEqual({ code: 1, stdout: '', stderr: `${words}\n` })
    }
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
    const { json, run } = desk()
    await json('user', 'create', 'ada@example.com')
    expect((await run('sign-in-link', 'ada@example.com')).stderr).toMatch(/^--by and --reason are wanted/)
    const made = await json('sign-in-link', 'ada@example.com', '--by', 'grace', '--reason', 'mail-does-not-arrive')
    expect(made.url).toMatch(/^https:\/\/sign-in\.example\.com\/auth\/link\/[0-9a-z]{26}#[\w-]{43}$/)
    const nobody = await run('sign-in-link', 'eve@example.com', '--by', 'grace', '--reason', 'asked')
    expect(nobody.stderr).toMatch(/^Nobody of this address is registered/)
  })

  test('come from one installation into another by a file, with their ids; a second time changes nothing', async () => {
    const [from, to] = [desk(), desk()]
    await from.json('app', 'create', 'shop', '--set', 'roles=["admin","clerk"]')
    for (const name of ['ada', 'bob', 'eve']) {
      await from.json('user', 'create', `${name}@example.com`, '--application', 'shop', '--role', 'clerk')
    }
    await from.json('user', 'lock', 'eve@example.com')
    expect(await from.json('export', 'people.jsonl')).toMatchObject({ people: 3 })
    const file = join(from.folder, 'people.jsonl')
    // Cut off in the middle of a line, as by a full disk.
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, whole.slice(0, -20))
    expect(await from.json('export', 'people.jsonl')).toMatchObject({ people: 3 })
    expect(readFileSync(file, 'utf8')).toBe(whole)
    expect(await to.json('import', file, '--dry-run')).toMatchObject({ people: 3, imported: 3, present: 0 })
    expect(await to.json('import', file)).toMatchObject({ people: 3, imported: 3, present: 0, conflicts: [] })
    expect(await to.json('import', file)).toMatchObject({ people: 3, imported: 0, present: 3 })
    expect(await to.json('export', 'people.jsonl')).toMatchObject({ people: 3 })
    expect(readFileSync(join(to.folder, 'people.jsonl'), 'utf8')).toBe(whole)
    writeFileSync(file, `${whole}{"id":1}\n`)
    expect((await to.run('import', file)).stderr).toMatch(/^Line 5 of .+ is no person\. Nothing was changed\.\n$/)
  })
})

describe('API keys', () => {
  test('are shown once, rotated with an overlap, and revoked', async () => {
    const { json, run } = desk()
    const made = await json('key', 'create', '--name', 'ci', '--operation', 'users.read', '--expires', '90d')
    expect(made.key).toMatch(/^postern_key_/)
    expect(JSON.stringify(await json('key', 'show', made.id))).not.toContain(made.key)
    expect((await json('key', 'list')).items[0]).not.toHaveProperty('hash')
    const rotated = await json('key', 'rotate', made.id, '--overlap', '1h')
    expect(rotated.key).not.toBe(made.key)
    expect(rotated).toHaveProperty('previousUntil')
    await json('key', 'remove', made.id, '--yes')
    expect((await run('key', 'show', made.id)).code).toBe(1)
    expect((await run('key', 'create', '--name', 'x', '--operation', 'no such')).code).toBe(1)
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
    const listed = await run(['tenant', 'list', '--json'], { folder, env })
    expect([listed.code, JSON.parse(listed.stdout)]).toEqual([0, { items: [] }])
    expect(existsSync(join(folder, 'postern.db'))).toBe(true)
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
  const listed = await run(['user', 'list', '--dev'], { folder })
  expect([listed.code, listed.stdout]).toEqual([0, 'There is nobody.\n'])
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
    const told = await run(['apply', 'postern.apply.ts', '--dry-run'], { folder, env })
    expect(told.stdout).toMatch(/^\+ tenant acme\n/)
    expect(told.stdout).not.toContain(key)
    expect((await run(['apply', 'postern.apply.ts'], { folder, env })).stdout).toMatch(/3 changes made\.\n$/)
    expect((await run(['apply', 'postern.apply.ts'], { folder, env })).stdout).toBe('All is as the file says.\n')
    const unset = await run(['apply', 'postern.apply.ts'], { folder, env: settings })
    expect(unset.stderr).toBe('CI_KEY is wanted by postern.apply.ts, and is not set.\n')
  })
})
