import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { after, minutes } from '../../src/domain/instant.ts'
import { completed, effectFor, look, prepare, redeemFound, type World } from '../../src/ports/conformance/world.ts'
import type { Charge } from '../../src/ports/written.ts'
import { createGround, type Ground, until } from './ground.ts'

const signIns = 200

let ground: Ground

beforeEach(async () => {
  ground = await createGround('empty')
})

afterEach(() => ground.close())

/** Everything between a request and a session, with budgets and a settled mail. */
async function signIn(world: World): Promise<void> {
  const { draw, now, store, at } = world
  const attempt = draw.attempt(now)
  const message = draw.message(now, attempt)
  const hour = minutes(60)
  const charges: Charge[] = [
    { key: `mail/${attempt.address.key}`, windows: [{ length: hour, max: 3 }], grain: 0 },
    { key: 'mail/shared', windows: [{ length: hour, max: 1_000_000 }], grain: minutes(3) },
  ]
  await prepare(world, attempt.address, draw.id(now))
  await store.attempts.issue(at({ attempt, charges, also: { events: [], messages: [message] } }))
  const outcome = { kind: 'sent', transport: 'wire', worksUntil: after(now, minutes(10)) } as const
  await store.messages.settle(at({ settlements: [{ id: message.id, owner: message.lease.owner, outcome }] }))
  await store.attempts.takeTry(at({ id: attempt.id, charges }))
  const found = await look(world, attempt.id)
  const to = draw.asker(now)
  const rebind = {
    from: attempt.asker.id as never,
    fromHash: attempt.asker.hash,
    to: to.id as never,
    toHash: to.hash,
  }
  const effect = effectFor(world, found, { giveBack: charges, rebind })
  expect((await redeemFound(world, found, effect, completed(world, attempt.id, effect))).kind).toBe('done')
  await store.sessions.find(at({ id: effect.session.id }))
  await store.sessions.findHolder(at({ id: effect.session.id, application: attempt.application }))
  await store.sessions.list(at({ user: effect.user }))
  await store.messages.list(at({ attempt: attempt.id }))
}

const scans = `SELECT relname, indexrelname AS name, idx_scan::int AS scans, idx_tup_read::int AS read
FROM pg_stat_user_indexes WHERE starts_with(relname, 'postern_')`

/** So many sign-ins, twenty at once. */
async function signInAll(between: (done: number) => unknown = () => undefined): Promise<void> {
  const world = await ground.node()
  for (let done = 0; done < signIns; done += 20) {
    await Promise.all(Array.from({ length: 20 }, () => signIn(world)))
    await between(done)
  }
  await world.store.close()
}

/** Indexes of which more was read than was looked for. */
async function wasteful(): Promise<readonly unknown[]> {
  const attempts = async () => (await ground.query(scans)).find(({ name }) => name === 'postern_attempts_pkey')
  await until(async () => Number((await attempts())?.['scans']) >= signIns, 'the server has counted')
  return (await ground.query(scans)).filter(({ scans: times, read }) => Number(read) > 3 * Number(times) + signIns)
}

describe('look-ups read what they look for and no more', () => {
  test('from the first row on, before the database has looked at anything', async () => {
    await signInAll()
    expect(await wasteful()).toEqual([])
  })

  test('when it has looked at a quiet moment, in which nothing waited', async () => {
    await signInAll((done) => done === 20 && ground.query('ANALYZE'))
    expect(await wasteful()).toEqual([])
    const [walked] = await ground.query(
      `SELECT sum(seq_tup_read)::int AS read FROM pg_stat_user_tables
WHERE starts_with(relname, 'postern_') AND relname NOT IN ('postern_meta', 'postern_migrations')`,
    )
    expect(Number(walked?.['read'])).toBeLessThan(20 * signIns)
  })

  test('after a restore, which brings rows and no statistics', async () => {
    await signInAll()
    const ours = `SELECT oid FROM pg_class WHERE starts_with(relname, 'postern_')`
    await ground.query(`DELETE FROM pg_statistic WHERE starelid IN (${ours})`)
    await ground.query(`UPDATE pg_class SET reltuples = -1 WHERE oid IN (${ours})`)
    await ground.query('SELECT pg_stat_reset()')
    await signInAll()
    expect(await wasteful()).toEqual([])
  })
})

test('nothing of what taught the planner is left', async () => {
  await ground.open()
  const tables = await ground.query(`SELECT tablename AS name FROM pg_tables WHERE starts_with(tablename, 'postern_')`)
  for (const { name } of tables) {
    const rows = await ground.query(`SELECT 1 FROM ${String(name)} t WHERE to_jsonb(t)->>'tenant' = ''`)
    expect([name, rows]).toEqual([name, []])
  }
})
