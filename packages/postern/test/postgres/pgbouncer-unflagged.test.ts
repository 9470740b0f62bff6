import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { throughPgBouncer } from '../../../../tools/postgres-database.ts'
import { postgres } from '../../src/adapters/postgres/postgres.ts'
import { look, request, signIn } from '../../src/ports/conformance/world.ts'
import { countingPool } from './counting-pool.ts'
import { createGround, type Ground } from './ground.ts'

/** This folder belongs to two vitest projects: only the one named for it brings PgBouncer. */
const isHere = inject('pgbouncer' as never) !== undefined

describe.runIf(isHere)('PgBouncer in transaction mode', () => {
  let ground: Ground
  let unflagged: string

  beforeAll(async () => {
    ground = await createGround()
    const url = new URL(throughPgBouncer(ground.url))
    url.searchParams.delete('pgbouncer')
    unflagged = url.href
  })

  afterAll(() => ground.close())

  test('a pooler in transaction mode that the URL does not tell of is refused, and the fault says what to add', async () => {
    const source = postgres(unflagged)
    for (const act of [() => source.open(), () => source.migrate(), () => source.migrate({ dryRun: true })]) {
      await expect(act()).rejects.toMatchObject({ message: expect.stringContaining('add ?pgbouncer=true to the URL') })
    }
  })

  test('told of it, stores on several connections share the server’s few', async () => {
    const flagged = `${unflagged}?pgbouncer=true`
    const worlds = await Promise.all([1, 2, 3].map(() => ground.node({}, flagged)))
    const sessions = async () => (await ground.query('SELECT 1 FROM postern_sessions')).length
    const before = await sessions()
    await Promise.all(worlds.flatMap((world) => Array.from({ length: 20 }, () => signIn(world))))
    expect(await sessions()).toBe(before + 60)
  })

  test('an application’s own pool goes through it as it is', async () => {
    const pool = countingPool({ connectionString: unflagged })
    const store = await postgres(pool).open()
    const world = ground.over(store)
    const { id } = await request(world)
    expect((await look(world, id)).attempt.state).toBe('open')
    await store.close()
    await pool.end()
  })
})
