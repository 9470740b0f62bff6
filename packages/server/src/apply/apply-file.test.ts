import { checkOptions, createHooks, startRuntime } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import { apiKeys } from '../resources/api-key.ts'
import { applications } from '../resources/application.ts'
import type { Desk } from '../resources/desk.ts'
import { system } from '../resources/resource.ts'
import { findShelved } from '../resources/shelf.ts'
import { tenants } from '../resources/tenant.ts'
import { applyFile } from './apply-file.ts'

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function desk(): Promise<Desk> {
  const options = {
    baseUrl: 'https://sign-in.example.com',
    secret: 'a secret for tests, of thirty-two bytes and more',
    store: sqlite(':memory:'),
    mail: { from: 'no-reply@acme.example', deliver: async () => undefined },
  }
  const runtime = await startRuntime({
    ...checkOptions(options),
    ...options,
    inbox: undefined,
    hooks: createHooks(() => undefined),
    checksHost: false,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: false,
    onFault: () => undefined,
    onUntrustedForwarding: () => undefined,
  } as unknown as Parameters<typeof startRuntime>[0])
  closing.push(() => runtime.close())
  return { ports: runtime.ports, actor: 'apply', changed: () => undefined }
}

const none = new Set<string>()
const file = (content: unknown, secrets: ReadonlySet<string> = none) => ({ content, secrets })
const now = { dryRun: false, prune: false }

const installation = {
  // The keys come before what they are for: the order of the file says nothing.
  keys: { ci: { operations: ['users.read'], tenant: 'acme', key: keyOf('a') } },
  tenants: {
    acme: {
      firstApplication: 'shop',
      applications: { shop: { redirects: ['https://shop.example/in'] }, blog: {} },
      settings: { signUp: 'closed' },
    },
    default: { applications: { staff: { name: 'Staff' } } },
  },
}

function keyOf(letter: string): string {
  return `postern_key_01jd0000000000000000000000.${letter.repeat(42)}A`
}

describe('applying a file', () => {
  test('makes what it names, whatever its order, and the same file again changes nothing', async () => {
    const at = await desk()
    const first = await applyFile(at, file(installation), now)
    expect(first.kind).toBe('done')
    expect(first.acts.map(({ act, what }) => `${act} ${what}`)).toEqual([
      'create tenant acme',
      'create application acme/shop',
      'create application acme/blog',
      'create application default/staff',
      'create key ci',
    ])
    const again = await applyFile(at, file(installation), now)
    expect(again).toEqual({ kind: 'done', acts: [], stayed: [] })
    const reordered = JSON.parse(JSON.stringify({ tenants: installation.tenants, keys: installation.keys }))
    expect((await applyFile(at, file(reordered), now)).acts).toEqual([])
    const tenant = await findShelved({ desk: at, resource: tenants, tenant: system }, 'acme')
    expect(tenant?.value).toMatchObject({ firstApplication: 'shop', settings: { signUp: 'closed' } })
  })

  test('tells in a dry run what would be done, and does nothing', async () => {
    const at = await desk()
    const told = await applyFile(at, file(installation), { dryRun: true, prune: false })
    expect(told.acts.map(({ what }) => what)).toContain('application acme/shop')
    expect(await findShelved({ desk: at, resource: tenants, tenant: system }, 'acme')).toBeUndefined()
    await applyFile(at, file(installation), now)
    const changed = { tenants: { acme: { ...installation.tenants.acme, settings: { signUp: 'open', liveSets: 1 } } } }
    const diff = await applyFile(at, file(changed), { dryRun: true, prune: false })
    expect(diff.acts).toEqual([
      { act: 'change', what: 'tenant acme', lines: ['settings.signUp: "closed" -> "open"', 'settings.liveSets: 1'] },
    ])
  })

  test('takes away what the file takes away of a thing, and keeps what nobody writes by hand', async () => {
    const at = await desk()
    await applyFile(at, file(installation), now)
    const where = { desk: at, resource: applications, tenant: 'acme' as typeof system }
    const { addSecret } = await import('../resources/application-secret.ts')
    await addSecret(where, { id: 'shop' })
    const bare = { tenants: { acme: { applications: { shop: {} } } } }
    const applied = await applyFile(at, file(bare), now)
    expect(applied.acts.map(({ what }) => what)).toEqual(['application acme/shop', 'tenant acme'])
    const shop = await findShelved(where, 'shop')
    expect([shop?.value.redirects, shop?.value.secrets.length]).toEqual([[], 1])
  })

  test('removes what it does not name only on demand, and only of kinds that it speaks of', async () => {
    const at = await desk()
    await applyFile(at, file(installation), now)
    const fewer = { tenants: { acme: { applications: { shop: installation.tenants.acme.applications.shop } } } }
    expect((await applyFile(at, file(fewer), now)).acts.map(({ act }) => act)).not.toContain('remove')
    const pruned = await applyFile(at, file(fewer), { dryRun: false, prune: true })
    expect(pruned.acts).toEqual([{ act: 'remove', what: 'application acme/blog', lines: [] }])
    // Keys are not spoken of, and nor are the applications of the tenant default.
    expect(
      await findShelved({ desk: at, resource: apiKeys, tenant: system }, '01jd0000000000000000000000'),
    ).toBeDefined()
    const staff = { desk: at, resource: applications, tenant: 'default' as typeof system }
    expect(await findShelved(staff, 'staff')).toBeDefined()
  })

  test('tells what it would remove before it writes anything, and does nothing where that is not meant', async () => {
    const at = await desk()
    await applyFile(at, file(installation), now)
    const others = { tenants: { other: {} } }
    const told: string[] = []
    const mayRemove = async (what: readonly string[]): Promise<void> => {
      told.push(...what)
      throw new Error('not meant')
    }
    const applying = { dryRun: false, prune: true, mayRemove }
    await expect(applyFile(at, file(others), applying)).rejects.toThrow('not meant')
    expect(told).toEqual(['tenant acme'])
    const there = (id: string) => findShelved({ desk: at, resource: tenants, tenant: system }, id)
    expect([(await there('acme'))?.version, await there('other')]).toEqual([2, undefined])
  })

  test('tells what it could not remove, as something leans on it', async () => {
    const at = await desk()
    await applyFile(at, file(installation), now)
    const fewer = { tenants: { acme: { ...installation.tenants.acme, applications: { blog: {} } } } }
    const applied = await applyFile(at, file(fewer), { dryRun: false, prune: true })
    expect(applied).toEqual({
      kind: 'done',
      acts: [],
      stayed: [{ what: 'application acme/shop', why: expect.stringMatching(/firstApplication/) }],
    })
    expect(
      await findShelved({ desk: at, resource: applications, tenant: 'acme' as typeof system }, 'shop'),
    ).toBeDefined()
  })

  test('changes nothing when one thing in it is wrong, and names it', async () => {
    const at = await desk()
    const wrong = { tenants: { acme: { applications: { shop: { redirects: 'none' } } } } }
    const applied = await applyFile(at, file(wrong), now)
    expect(applied).toMatchObject({ kind: 'faulty', what: 'application acme/shop', acts: [] })
    expect(await findShelved({ desk: at, resource: tenants, tenant: system }, 'acme')).toBeUndefined()
  })

  test('tells what was made before a fault that shows only when it is written', async () => {
    const at = await desk()
    const wrong = { tenants: { acme: { name: 'Acme', firstApplication: 'nope' } } }
    const applied = await applyFile(at, file(wrong), now)
    expect(applied).toMatchObject({ kind: 'faulty', what: 'tenant acme' })
    expect(await findShelved({ desk: at, resource: tenants, tenant: system }, 'acme')).toBeDefined()
    expect(applied.acts.map(({ act, what }) => `${act} ${what}`)).toEqual(['create tenant acme'])
  })

  test('never shows a key or its hash, and takes a new one by its variable', async () => {
    const at = await desk()
    await applyFile(at, file(installation), now)
    const other = { keys: { ci: { ...installation.keys.ci, key: keyOf('b') } } }
    const { acts } = await applyFile(at, file(other, new Set([keyOf('b')])), now)
    expect(acts).toEqual([{ act: 'change', what: 'key ci', lines: ['hash: (not shown) -> (not shown)'] }])
    await expect(applyFile(at, file({ keys: { ci: { operations: ['*'] } } }), now)).rejects.toThrow(
      /keys\.ci\.key wants a key/,
    )
  })

  const applied = async (transport: object, hidden: ReadonlySet<string>): Promise<readonly string[]> => {
    const { acts } = await applyFile(
      await desk(),
      file({ tenants: { acme: { transports: [transport] } } }, hidden),
      now,
    )
    return acts.flatMap(({ what, lines }) => (what === 'transports acme' ? lines : []))
  }

  test('knows themes, texts, templates, transports and webhooks, with secrets that are sealed and never shown', async () => {
    const at = await desk()
    const [password, hook] = ['canary-of-the-mail-server', `whsec_${Buffer.alloc(32, 7).toString('base64')}`]
    const acme = (secret: string) => ({
      applications: { shop: {} },
      themes: { _: { radius: 4 } },
      texts: { shop: { en: {} } },
      transports: [{ id: 'main', kind: 'smtp', host: 'mail.acme.example', port: 587, user: 'acme', secret }],
      webhooks: { crm: { url: 'https://crm.acme.example/in', events: ['*'], secret: hook } },
    })
    const hidden = new Set([password, hook])
    const first = await applyFile(at, file({ tenants: { acme: acme(password) } }, hidden), now)
    expect(first).toMatchObject({ kind: 'done' })
    expect(first.acts.map(({ what }) => what)).toEqual([
      'tenant acme',
      'application acme/shop',
      'theme acme/_',
      'texts acme/shop',
      'transports acme',
      'webhook acme/crm.acme.example',
    ])
    expect(JSON.stringify(first)).not.toMatch(/canary|whsec_/)
    const [short] = await applied({ id: 'm', kind: 'smtp', host: 'm.example', secret: 'canary' }, new Set(['canary']))
    expect(short).toContain('"secret":"(not shown)"')
    // Written in the file itself it is a secret as well.
    expect(
      (await applied({ id: 'm', kind: 'smtp', host: 'm.example', secret: 'canary' }, new Set())).join(),
    ).not.toMatch(/canary/)
    expect((await applyFile(at, file({ tenants: { acme: acme(password) } }, hidden), now)).acts).toEqual([])
    const other = await applyFile(at, file({ tenants: { acme: acme('another') } }, new Set(['another'])), now)
    expect(other.acts).toEqual([
      { act: 'change', what: 'transports acme', lines: ['main.secret: (not shown) -> (not shown)'] },
    ])
  })
})
