import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { routines } from '../../src/adapters/postgres/routines.ts'
import type { Duration } from '../../src/domain/instant.ts'
import { look, nothing, request, type World } from '../../src/ports/conformance/world.ts'
import { createGround, type Ground, throughPort, timed, until, waits } from './ground.ts'
import { type Proxy, startProxy } from './proxy.ts'

const unknown = {
  code: 'busy',
  detail: 'The connection to the database was lost. Whether this took effect is unknown: try again.',
}

let ground: Ground
let proxy: Proxy
let world: World
let kind = ''
let rounds = 0

beforeAll(async () => {
  ground = await createGround()
})

beforeEach(async () => {
  const { hostname, port } = new URL(ground.url)
  proxy = await startProxy({ host: hostname, port: Number(port) })
  world = await throughProxy()
  kind = `round-${++rounds}`
})

afterEach(async () => {
  await world.store.close()
  await proxy.close()
})

afterAll(() => ground.close())

async function throughProxy(patience = 5000): Promise<World> {
  const store = await ground.open(
    { patience: patience as Duration, timeout: 1000 as Duration },
    throughPort(ground.url, proxy.port),
  )
  return ground.over(store)
}

const put = (id: string, json = '{}') => world.store.documents.put(world.at({ kind, id, version: 0, json }))
const find = (id: string) => world.store.documents.find(world.at({ kind, id }))
const kept = async (id: string) =>
  (await ground.query('SELECT 1 FROM postern_documents WHERE kind = $1 AND id = $2', [kind, id])).length

/** Connections that end while they are idle are noticed in the next turns. */
async function shut(): Promise<void> {
  await proxy.shut()
  await pause(50)
}

/** Ends all connections of the stores, as a restart of the server would. */
/** Who waits for a lock goes before who holds it, and does not get it. */
function terminateAll(): Promise<unknown> {
  return ground.query(`SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
ORDER BY wait_event_type = 'Lock' DESC NULLS LAST) waiting_first`)
}

describe('a connection that is lost', () => {
  test('before the question arrived leaves a change unknown, and undone', async () => {
    proxy.cut('before', routines.nameOf('put_document'))
    await expect(put('a')).rejects.toMatchObject(unknown)
    expect([proxy.wasCut(), await kept('a')]).toEqual([true, 0])
    expect(await put('a')).toEqual({ kind: 'done' })
  })

  test('when the question was sent leaves a change unknown, and it is done once', async () => {
    proxy.cut('when-sent', routines.nameOf('put_document'))
    await expect(put('a')).rejects.toMatchObject(unknown)
    await until(async () => (await kept('a')) === 1, 'the database does what it was told')
    expect(await put('a')).toEqual({ kind: 'changed' })
  })

  test('after the commit leaves a change unknown, and whoever tries again finds it done', async () => {
    proxy.cut('after-commit', routines.nameOf('put_document'))
    await expect(put('a', '"mine"')).rejects.toMatchObject(unknown)
    expect([proxy.wasCut(), await kept('a')]).toEqual([true, 1])
    expect(await put('a', '"yours"')).toEqual({ kind: 'changed' })
    expect(await find('a')).toMatchObject({ json: '"mine"', version: 1 })
  })

  test('leaves every change of the batch unknown, and all or none of them done', async () => {
    proxy.cut('after-commit', routines.nameOf('put_document'))
    const ends = await Promise.allSettled(['a', 'b', 'c'].map((id) => put(id)))
    expect(ends).toEqual(ends.map(() => ({ status: 'rejected', reason: expect.objectContaining(unknown) })))
    expect(await Promise.all(['a', 'b', 'c'].map(kept))).toEqual([1, 1, 1])
  })

  test('is nothing that who reads need know of', async () => {
    await put('a')
    for (const where of ['before', 'when-sent', 'after-commit'] as const) {
      proxy.cut(where, routines.nameOf('find_document'))
      expect(await find('a')).toMatchObject({ version: 1 })
      expect([where, proxy.wasCut()]).toEqual([where, true])
    }
  })

  test('is not used again', async () => {
    const before = proxy.connections()
    proxy.cut('before', routines.nameOf('put_document'))
    await put('a').catch(() => undefined)
    await put('a')
    expect(proxy.connections()).toBe(before + 1)
  })
})

describe('a database that refuses connections', () => {
  test('is waited for', async () => {
    await shut()
    const work = Promise.all([put('a'), find('b')])
    setTimeout(() => void proxy.reopen(), 700)
    expect(await work).toEqual([{ kind: 'done' }, undefined])
  })

  test('is waited for as long as there is time for an answer', async () => {
    world = await throughProxy(600)
    await shut()
    const { took, end } = await timed(put('a'))
    expect(end).toMatchObject({ code: 'busy', detail: 'The database cannot be reached.' })
    expect(took).toBeGreaterThan(450)
    expect(took).toBeLessThan(4500)
    expect(await world.store.ready()).toBe(false)
    await proxy.reopen()
    expect(await world.store.ready()).toBe(true)
  })

  test('does not keep a store from closing', async () => {
    world = await throughProxy(300)
    const putting = timed(put('a'))
    await proxy.shut()
    const { took } = await timed(world.store.close())
    expect(took).toBeLessThan(4500)
    await putting
    await proxy.reopen()
  })
})

describe('when the server drops all connections', () => {
  test('the next command of the same process goes through', async () => {
    await put('a')
    await Promise.all(Array.from({ length: 8 }, (_, at) => find(`${at}`)))
    await terminateAll()
    // What is idle is missed at once, not by the command that would have used it.
    await until(async () => (await ground.query(backends)).length === 1, 'the backends are gone')
    expect(await find('a')).toMatchObject({ version: 1 })
    expect(await put('b')).toEqual({ kind: 'done' })
  })

  test('a change under way is unknown, a read is asked again, and no fault goes astray', async () => {
    const { id } = await request(world)
    const other = await ground.session()
    await other.query('BEGIN')
    await other.query('LOCK postern_attempts IN ACCESS EXCLUSIVE MODE')
    const cancelling = timed(world.store.attempts.cancel(world.at({ id, version: 1, also: nothing })))
    const looking = look(world, id)
    await until(() => waits(ground), 'both wait')
    // Ends the session that holds the lock as well.
    await terminateAll()
    expect((await cancelling).end).toMatchObject(unknown)
    expect((await looking).attempt).toMatchObject({ state: 'open' })
  })
})

const backends = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()`
