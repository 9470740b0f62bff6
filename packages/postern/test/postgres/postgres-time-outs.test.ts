import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../src/adapters/postgres/postgres.ts'
import type { PosternError } from '../../src/domain/errors.ts'
import type { Duration } from '../../src/domain/instant.ts'
import { look, nothing, request } from '../../src/ports/conformance/world.ts'
import { countingPool } from './counting-pool.ts'
import { createGround, type Ground, timed, until, waits } from './ground.ts'

const busy = expect.objectContaining({ code: 'busy' })
const ms = (milliseconds: number): Duration => milliseconds as Duration

let ground: Ground

beforeAll(async () => {
  ground = await createGround('own')
})

afterAll(() => ground.close())

/** Somebody else changes this attempt and takes his time. Answers how he ends. */
async function lockAttempt(id: string): Promise<() => Promise<unknown>> {
  const other = await ground.session()
  await other.query('BEGIN')
  await other.query('SELECT 1 FROM postern_attempts WHERE id = $1 FOR UPDATE', [id])
  return () => other.query('ROLLBACK')
}

describe('a row that somebody else holds', () => {
  test('is waited for, no longer than the time-out, and then nothing has changed', async () => {
    const world = await ground.node({ timeout: ms(1000) })
    const { id } = await request(world)
    const before = await look(world, id)
    const letGo = await lockAttempt(id)
    const also = { events: [world.draw.event(world.now, 'link.opened')], messages: [] }
    const { took, end } = await timed(world.store.attempts.cancel(world.at({ id, version: 1, also })))
    expect(end).toMatchObject({ code: 'busy', detail: 'The database is busy.' })
    expect(took).toBeGreaterThan(950)
    expect(took).toBeLessThan(3900)
    await letGo()
    expect(await look(world, id)).toEqual(before)
    expect((await ground.query('SELECT 1 FROM postern_events WHERE attempt = $1', [id])).length).toBe(1)
  })

  test('is waited for two seconds over an application’s pool, which has no time-outs', async () => {
    const { id } = await request(ground.world)
    const pool = countingPool({ connectionString: ground.url })
    const store = await postgres(pool).open()
    const letGo = await lockAttempt(id)
    const { took, end } = await timed(store.attempts.cancel(ground.world.at({ id, version: 1, also: nothing })))
    expect(end).toEqual(busy)
    expect(took).toBeGreaterThan(1900)
    expect(took).toBeLessThan(3900)
    await letGo()
    await store.close()
    await pool.end()
  })

  test('is had when it is free in time', async () => {
    const { id } = await request(ground.world)
    const letGo = await lockAttempt(id)
    const cancelling = ground.world.store.attempts.cancel(ground.world.at({ id, version: 1, also: nothing }))
    await until(() => waits(ground), 'the lock')
    await letGo()
    expect(await cancelling).toEqual({ kind: 'done' })
  })

  test('holds up those who want another one no longer than the time-out', async () => {
    const world = await ground.node({ timeout: ms(1000), patience: ms(2500) })
    const [held, free] = [await request(world), await request(world)]
    const letGo = await lockAttempt(held.id)
    const cancel = (id: typeof held.id) =>
      timed(world.store.attempts.cancel(world.at({ id, version: 1, also: nothing })))
    const ends = await Promise.all([held.id, free.id].map(cancel))
    expect(ends[0]?.end).toEqual(busy)
    expect(ends[1]?.end).toEqual({ kind: 'done' })
    expect(ends[1]?.took).toBeLessThan(3500)
    await letGo()
  })

  test('does not hold up everybody who wants it one after the other', async () => {
    const world = await ground.node({ timeout: ms(1000), patience: ms(2500) })
    const { id } = await request(world)
    const letGo = await lockAttempt(id)
    const note = () => timed(world.store.attempts.note(world.at({ id, most: 20, also: nothing })))
    const ends = await Promise.all(Array.from({ length: 60 }, note))
    expect(ends.map(({ end }) => end)).toEqual(ends.map(() => busy))
    expect(Math.max(...ends.map(({ took }) => took))).toBeLessThan(9000)
    await letGo()
    const unknown = ends.filter(({ end }) => (end as PosternError).outcome === 'unknown').length
    expect((await look(world, id)).attempt.opens).toBeLessThanOrEqual(unknown)
    expect(unknown).toBeLessThan(ends.length)
  })
})

describe('a statement that takes too long', () => {
  let notes = 0
  const note = () => ({ kind: 'note', id: `note-${++notes}`, version: 0, json: '{}' })

  test('is ended by the server, and what it did with it', async () => {
    await ground.query(`CREATE OR REPLACE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_sleep(20); RETURN NEW; END $$`)
    await ground.query(
      'CREATE OR REPLACE TRIGGER slow AFTER INSERT ON postern_documents FOR EACH ROW EXECUTE FUNCTION dawdle()',
    )
    const world = await ground.node({ timeout: ms(1000) })
    const slow = note()
    const { took, end } = await timed(world.store.documents.put(world.at(slow)))
    expect(end).toMatchObject({ code: 'busy', detail: 'The database is busy.' })
    expect(took).toBeLessThan(8000)
    await ground.query('DROP TRIGGER slow ON postern_documents')
    const { documents } = ground.world.store
    expect(await documents.find(world.at(slow))).toBeUndefined()
    expect(await documents.put(world.at(slow))).toEqual({ kind: 'done' })
  })

  test('over an application’s pool is given up, with the connection that owes the answer', async () => {
    await ground.query(`CREATE OR REPLACE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_sleep(5); RETURN NEW; END $$`)
    await ground.query(
      'CREATE OR REPLACE TRIGGER slow AFTER INSERT ON postern_documents FOR EACH ROW EXECUTE FUNCTION dawdle()',
    )
    const pool = countingPool({ connectionString: ground.url, max: 1 })
    const store = await postgres(pool, { timeout: ms(1000) }).open()
    await expect(store.documents.put(ground.world.at(note()))).rejects.toMatchObject({
      code: 'busy',
      detail: expect.stringContaining('Whether this took effect is unknown'),
    })
    const { took } = await timed(store.documents.find(ground.world.at({ kind: 'note', id: 'nobody' })))
    expect(took).toBeLessThan(3900)
    await ground.query('DROP TRIGGER slow ON postern_documents')
    await store.close()
    await pool.end()
  })
})

describe('when no connection is free', () => {
  test('a command waits for a bounded time and is refused as busy, then all is well again', async () => {
    const pool = countingPool({ connectionString: ground.url, max: 1 })
    const store = await postgres(pool, { timeout: ms(1000), patience: ms(1500) }).open()
    const find = () => store.documents.find(ground.world.at({ kind: 'note', id: 'nobody' }))
    const held = await pool.own.connect()
    const { took, end } = await timed(find())
    expect(end).toMatchObject({ code: 'busy', detail: 'The database cannot be reached.' })
    expect(took).toBeGreaterThan(1400)
    expect(took).toBeLessThan(4500)
    held.release()
    expect(await find()).toBeUndefined()
    await until(() => pool.own.idleCount === 1, 'connections that come too late go back')
    await store.close()
    await pool.end()
  })

  test('more commands than may wait are refused at once', async () => {
    const world = await ground.node({ timeout: ms(2000), maxWaiting: 5 })
    const { id } = await request(world)
    const letGo = await lockAttempt(id)
    const cancel = () => timed(world.store.attempts.cancel(world.at({ id, version: 1, also: nothing })))
    const waiting = Array.from({ length: 5 }, cancel)
    const { took, end } = await cancel()
    expect(end).toMatchObject({ code: 'busy', detail: 'Too many commands are waiting.' })
    expect(took).toBeLessThan(400)
    await letGo()
    const ends = await Promise.all(waiting)
    expect(ends.filter(({ end: answer }) => 'kind' in answer)).toHaveLength(5)
    expect(await look(world, id)).toMatchObject({ attempt: { state: 'cancelled' } })
  })
})

describe('a store that is closed', () => {
  test('answers those who wait and refuses the rest', async () => {
    const world = await ground.node()
    const { id } = await request(world)
    const finding = world.store.attempts.find(world.at({ id }))
    await Promise.all([world.store.close(), world.store.close()])
    expect((await finding)?.attempt.id).toBe(id)
    await expect(world.store.attempts.find(world.at({ id }))).rejects.toEqual(busy)
    expect(await world.store.ready()).toBe(false)
  })
})
