import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nothing, signIn } from '../../src/ports/conformance/world.ts'
import { createGround, type Ground, timed, until, waits } from './ground.ts'

let ground: Ground

beforeAll(async () => {
  ground = await createGround('own')
})

beforeEach(() => ground.query('DELETE FROM postern_documents'))

afterAll(() => ground.close())

const failNext = (times: number, code: string) => failWhere(`nextval('failures') <= ${times}`, code)

/** Inserts of a document fail with this code. A sequence counts them, as it survives their roll-back. */
async function failWhere(condition: string, code: string): Promise<void> {
  await ground.query(`
CREATE SEQUENCE IF NOT EXISTS failures;
ALTER SEQUENCE failures RESTART;
CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF ${condition} THEN RAISE EXCEPTION 'not now' USING ERRCODE = '${code}'; END IF;
RETURN NEW; END $$;
DROP TRIGGER IF EXISTS failing ON postern_documents;
CREATE TRIGGER failing BEFORE INSERT ON postern_documents FOR EACH ROW EXECUTE FUNCTION fail()`)
}

const put = (id: string, kind = 'n') =>
  ground.world.store.documents.put(ground.world.at({ kind, id, version: 0, json: '{}' }))
const deadlocks = 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()'
const triesSoFar = async () => Number((await ground.query('SELECT last_value FROM failures'))[0]?.['last_value'])

for (const [what, code] of [
  ['a serialisation failure', '40001'],
  ['a deadlock', '40P01'],
] as const) {
  test(`${what} is tried again, three times and no more`, async () => {
    await failNext(3, code)
    expect(await put('a', code)).toEqual({ kind: 'done' })
    expect(await triesSoFar()).toBe(4)
    await failNext(100, code)
    await expect(put('b', code)).rejects.toMatchObject({ code: 'busy', detail: 'The database is busy.' })
    expect(await triesSoFar()).toBe(4)
    const kept = 'SELECT id, version FROM postern_documents WHERE kind = $1'
    expect(await ground.query(kept, [code])).toEqual([{ id: 'a', version: 1 }])
  })
}

test('a call that keeps conflicting is refused alone: those it travelled with are done once', async () => {
  await failWhere(`NEW.id = 'bad' AND nextval('failures') > 0`, '40001')
  const ids = ['a', 'b', 'bad', 'c', 'd']
  const ends = await Promise.allSettled(ids.map((id) => put(id, 'batch')))
  expect(ends.map((end) => (end.status === 'fulfilled' ? end.value.kind : end.reason.detail))).toEqual(
    ids.map((id) => (id === 'bad' ? 'The database is busy.' : 'done')),
  )
  // Four times with the others, and four times alone.
  expect(await triesSoFar()).toBe(8)
  const kept = `SELECT id, version FROM postern_documents WHERE kind = 'batch' ORDER BY id`
  expect(await ground.query(kept)).toEqual(['a', 'b', 'c', 'd'].map((id) => ({ id, version: 1 })))
})

test('a batch whose calls all keep conflicting ends with their patience', async () => {
  const world = await ground.node({ patience: 1000 as never })
  await failWhere('true', '40001')
  const putting = Array.from({ length: 40 }, (_, at) =>
    timed(world.store.documents.put(world.at({ kind: 'n', id: `all-${at}`, version: 0, json: '{}' }))),
  )
  for (const { took, end } of await Promise.all(putting)) {
    expect(end).toMatchObject({ code: 'busy' })
    // Forty times four tries, four at once, would take three seconds.
    expect(took).toBeLessThan(1900)
  }
})

test('another failure of a statement is not tried again', async () => {
  await failNext(1, 'P0001')
  await expect(put('a')).rejects.toMatchObject({ code: 'server-error' })
  expect(await triesSoFar()).toBe(1)
})

test('a server without room for it is asked again until the patience ends', async () => {
  await failNext(2, '53100')
  expect(await put('a')).toEqual({ kind: 'done' })
  const world = await ground.node({ patience: 1000 as never })
  await failNext(1000, '53100')
  const putting = world.store.documents.put(world.at({ kind: 'n', id: 'b', version: 0, json: '{}' }))
  await expect(putting).rejects.toMatchObject({ code: 'busy', detail: 'The database cannot be written.' })
})

test('a batch that met another session in a deadlock is done when that one has ended', async () => {
  const { world } = ground
  const sessions = [await signIn(world), await signIn(world)].map(({ effect }) => effect.session.id).sort()
  const [first, second] = sessions
  const other = await ground.session()
  // The store finds the deadlock, and gives way.
  await other.query(`SET deadlock_timeout = '20s'`)
  const lock = 'SELECT 1 FROM postern_sessions WHERE id = $1 FOR UPDATE'
  await other.query('BEGIN')
  await other.query(lock, [second])
  const revoking = sessions.map((id) => world.store.sessions.revoke(world.at({ id, also: nothing })))
  await until(() => waits(ground), 'the store waits for the second row')
  await other.query(lock, [first])
  await other.query('ROLLBACK')
  expect(await Promise.all(revoking)).toEqual([{ kind: 'revoked' }, { kind: 'revoked' }])
  await until(async () => Number((await ground.query(deadlocks))[0]?.['deadlocks']) === 1, 'a deadlock on record')
})
