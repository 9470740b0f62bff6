import { afterEach, beforeEach, expect, test } from 'vitest'
import { postgres } from '../../src/adapters/postgres/postgres.ts'
import type { Duration } from '../../src/domain/instant.ts'
import { countingPool } from './counting-pool.ts'
import { createGround, type Ground, timed } from './ground.ts'

let ground: Ground

beforeEach(async () => {
  ground = await createGround('own')
})

afterEach(() => ground.close())

/** For connections that are opened from now on. */
async function letWrite(allowed: boolean): Promise<void> {
  const name = new URL(ground.url).pathname.slice(1)
  const session = await ground.session()
  await session.query('SET default_transaction_read_only = off')
  await session.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = ${allowed ? 'off' : 'on'}`)
}

for (const kind of ['its own pool', 'the pool of an application'] as const) {
  test(`writes work as soon as the database is writable again, through ${kind}`, async () => {
    await letWrite(false)
    const lent = kind === 'its own pool' ? undefined : countingPool({ connectionString: ground.url })
    const store = await postgres(lent ?? ground.url, { patience: 3000 as Duration }).open()
    const world = ground.over(store)
    const put = (id: string) => world.store.documents.put(world.at({ kind: 'a', id, version: 0, json: '{}' }))
    const reads = Array.from({ length: 8 }, (_, at) => store.documents.find(world.at({ kind: 'a', id: `${at}` })))
    await Promise.all([...reads, store.time(), store.users.list(world.at({ limit: 1 }))])
    expect((await timed(put('a'))).end).toMatchObject({ code: 'busy', detail: 'The database cannot be written.' })
    expect(await store.ready()).toBe(false)
    await letWrite(true)
    expect(await put('b')).toEqual({ kind: 'done' })
    expect(await store.ready()).toBe(true)
    await store.close()
    await lent?.end()
  })
}
