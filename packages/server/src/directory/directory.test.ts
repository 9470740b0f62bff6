import { createHooks, type Id, type Instant, PosternError, type Runtime, type Scope, startRuntime } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownScope } from '../../test/own-scope.ts'
import { applications } from '../resources/application.ts'
import type { Desk } from '../resources/desk.ts'
import { eraseTenant } from '../resources/erase-tenant.ts'
import { system } from '../resources/resource.ts'
import { change, create, remove } from '../resources/shelf.ts'
import { tenants } from '../resources/tenant.ts'
import { createDirectory, type ServerDirectory } from './directory.ts'

let runtime: Runtime
let directory: ServerDirectory
let desk: Desk
let now: number

beforeEach(async () => {
  const own = ownScope()
  now = 1_780_000_000_000
  runtime = await startRuntime({
    store: sqlite(':memory:'),
    secret: 'a secret of thirty-two bytes or more',
    scope: own,
    transports: [],
    hooks: createHooks(() => {}),
    base: own.base,
    development: false,
    checksHost: true,
    trustedHops: 0,
    forwardingHeader: 'x-forwarded-for',
    loop: false,
    clock: { now: () => now as Instant },
    onFault: () => {},
    onUntrustedForwarding: () => {},
    directoryOf: (made) => {
      directory = createDirectory(made, { own, tenantPaths: true, onFault: (fault) => expect.fail(String(fault)) })
      return directory
    },
  })
  desk = { ports: runtime.ports, actor: 'cli', changed: () => directory.forget() }
})

afterEach(() => runtime.close())

test('a call that names nothing is for the installation’s own application', async () => {
  expect((await directory.find({ host: 'sign-in.example.com' }))?.application.name).toBe('Own')
})

test('an application is found by its id alone, below its tenant’s path', async () => {
  await makeAcme()
  const scope = await directory.find({ host: 'sign-in.example.com', application: 'shop' })
  expect(scope).toMatchObject({ tenant: { id: 'acme' }, application: { id: 'shop', name: 'Shop' } })
  expect(scope?.baseUrl).toBe('https://sign-in.example.com/t/acme/auth')
  expect(scope?.base).toBe('/t/acme/auth')
})

test('an application of another tenant than the one that is named is not found', async () => {
  await makeAcme()
  await put(tenants, 'other', { name: 'Other' })
  expect(await directory.find({ host: 'sign-in.example.com', tenant: 'other', application: 'shop' })).toBeUndefined()
})

test('where paths are off, a tenant without a host is at none, by its own name or by its application’s', async () => {
  await makeAcme()
  const own = ownScope()
  const paths = { own, tenantPaths: false, onFault: (fault: unknown) => expect.fail(String(fault)) }
  const pathless = createDirectory(runtime.ports, paths)
  const host = 'sign-in.example.com'
  expect(await pathless.find({ host, tenant: 'acme' })).toBeUndefined()
  expect(await pathless.find({ host, application: 'shop' })).toBeUndefined()
  expect((await pathless.find({ host }))?.application.name).toBe('Own')
  expect((await pathless.find({ tenant: 'acme', application: 'shop' }))?.application.id).toBe('shop')
})

test('what an application does not say, its tenant says', async () => {
  await makeAcme({ settings: { signUp: 'closed', locale: 'fr' } })
  const scope = await directory.find({ application: 'shop' })
  expect(scope?.application).toMatchObject({ signUp: 'closed', locale: 'fr' })
})

test('a change is seen at once where it was made', async () => {
  await makeAcme()
  await directory.find({ application: 'shop' })
  await change(
    { desk, resource: applications, tenant: 'acme' as Scope['tenant']['id'] },
    { id: 'shop', patch: { name: 'Market' } },
  )
  expect((await directory.find({ application: 'shop' }))?.application.name).toBe('Market')
})

test('a removal is seen elsewhere, though its process dies with it and a repeat finds nothing to remove', async () => {
  await makeAcme()
  const another = inAnotherProcess(runtime.ports)
  expect((await another.find({ application: 'shop' }))?.application.id).toBe('shop')
  const where = (ports: Desk['ports']) => ({
    desk: { ...desk, ports, changed: () => {} },
    resource: applications,
    tenant: 'acme' as Id<'tenant'>,
  })
  await expect(remove(where(dyingAfterwards(runtime.ports)), { id: 'shop' })).rejects.toThrow('busy')
  expect(await remove(where(runtime.ports), { id: 'shop' })).toEqual({ kind: 'unknown' })
  now += 1_000
  expect(await another.find({ application: 'shop' })).toBeUndefined()
})

test('so is a change that was made while a process looked for the first time', async () => {
  await makeAcme()
  now += 1_000
  const { ports } = runtime
  let look = (): void => {}
  const looked = new Promise<void>((resolve) => {
    look = resolve
  })
  const find: typeof ports.store.documents.find = async (input) => {
    if (input.kind === 'epoch') await looked
    return ports.store.documents.find(input)
  }
  const starting = inAnotherProcess({
    ...ports,
    store: { ...ports.store, documents: { ...ports.store.documents, find } },
  })
  const first = starting.find({ application: 'shop' })
  expect((await starting.find({ application: 'shop' }))?.application.name).toBe('Shop')
  const where = { desk, resource: applications, tenant: 'acme' as Id<'tenant'> }
  await change(where, { id: 'shop', patch: { name: 'Market' } })
  look()
  await first
  now += 1_000
  expect((await starting.find({ application: 'shop' }))?.application.name).toBe('Market')
})

test('two tenants cannot have an application of the same id', async () => {
  await makeAcme()
  await put(tenants, 'other', { name: 'Other' })
  const where = { desk, resource: applications, tenant: 'other' as Scope['tenant']['id'] }
  expect(await create(where, { id: 'shop', value: { name: 'Shop' } })).toMatchObject({ kind: 'invalid' })
})

test('the id of an application is free for others when its making was refused, and when its tenant is erased', async () => {
  await makeAcme()
  await put(tenants, 'other', { name: 'Other' })
  const where = (tenant: string) => ({ desk, resource: applications, tenant: tenant as Scope['tenant']['id'] })
  const wrong = { name: 'Desk', settings: { code: { kind: 'digits', length: 2 } } }
  expect(await create(where('acme'), { id: 'desk', value: wrong })).toMatchObject({ kind: 'invalid' })
  expect((await create(where('other'), { id: 'desk', value: { name: 'Desk' } })).kind).toBe('done')
  await remove({ desk, resource: tenants, tenant: system }, { id: 'acme' })
  expect(await create(where('other'), { id: 'shop', value: { name: 'Shop' } })).toMatchObject({ kind: 'invalid' })
  expect((await eraseTenant(desk, 'acme')).kind).toBe('done')
  expect((await create(where('other'), { id: 'shop', value: { name: 'Shop' } })).kind).toBe('done')
  expect((await directory.find({ application: 'desk' }))?.tenant.id).toBe('other')
})

function inAnotherProcess(ports: Runtime['ports']): ServerDirectory {
  return createDirectory(ports, { own: ownScope(), tenantPaths: true, onFault: (fault) => expect.fail(String(fault)) })
}

/** The first write is done, and nobody hears of it or does what comes next. */
function dyingAfterwards(ports: Runtime['ports']): Runtime['ports'] {
  let isDead = false
  const once =
    <I, O>(command: (input: I) => Promise<O>) =>
    async (input: I): Promise<O> => {
      if (!isDead) await command(input)
      isDead = true
      throw new PosternError('busy', 'The database is busy.')
    }
  const { documents } = ports.store
  const dying = { ...documents, put: once(documents.put), remove: once(documents.remove) }
  return { ...ports, store: { ...ports.store, documents: dying } }
}

async function makeAcme(more: object = {}): Promise<void> {
  await put(tenants, 'acme', { name: 'Acme', ...more })
  const where = { desk, resource: applications, tenant: 'acme' as Scope['tenant']['id'] }
  expect((await create(where, { id: 'shop', value: { name: 'Shop' } })).kind).toBe('done')
}

async function put(resource: typeof tenants, id: string, value: object): Promise<void> {
  expect((await create({ desk, resource, tenant: system }, { id, value })).kind).toBe('done')
}
