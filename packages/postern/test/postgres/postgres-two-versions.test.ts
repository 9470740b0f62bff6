import { afterEach, beforeEach, expect, test } from 'vitest'
import { postgres } from '../../src/adapters/postgres/postgres.ts'
import { routines } from '../../src/adapters/postgres/routines.ts'
import { budget, look, request, tally } from '../../src/ports/conformance/world.ts'
import type { Store } from '../../src/ports/store.ts'
import { changedRoutines, openVersion } from './another-version.ts'
import { createGround, type Ground } from './ground.ts'

let ground: Ground

beforeEach(async () => {
  ground = await createGround('own')
})

afterEach(() => ground.close())

const names = async (): Promise<readonly string[]> =>
  (await ground.query(`SELECT proname FROM pg_proc WHERE proname LIKE 'postern_%' ORDER BY 1`)).map(({ proname }) =>
    String(proname),
  )

test('a newer version starts beside an old one, which goes on with its own routines', async () => {
  const { world } = ground
  const before = await names()
  // The newer one names what it limits otherwise.
  const newer = await openVersion(
    ground.url,
    changedRoutines('00c0ffee', (text) => text.replace(`'key', refused`, `'key', 'newer/' || refused`)),
  )
  try {
    expect(newer.applied).toEqual(['routines 00c0ffee'])
    expect((await names()).filter((name) => !name.includes('00c0ffee'))).toEqual(before)
    const charge = budget('shared', 20)
    const ask = async (store: Pick<Store, 'attempts'>): Promise<string> => {
      const attempt = world.draw.attempt(world.now)
      const answer = await store.attempts.issue(
        world.at({ attempt, charges: [charge], also: { events: [], messages: [] } }),
      )
      return answer.kind === 'limited' ? answer.key : answer.kind
    }
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) => ask(at % 2 ? world.store : (newer.store as Store))),
    )
    const { issued, ...refused } = tally(answers)
    expect(issued).toBe(20)
    expect(Object.keys(refused).every((key) => key === 'shared' || key === 'newer/shared')).toBe(true)
    expect(await Promise.all([ask(world.store), ask(newer.store as Store)])).toEqual(['shared', 'newer/shared'])
    const { id } = await request(world)
    expect(await newer.store.attempts.find(world.at({ id }))).toEqual(await look(world, id))
  } finally {
    await newer.close()
  }
})

test('an old node that starts again makes nothing anew, and one whose routines were removed does', async () => {
  expect(await postgres(ground.url).migrate()).toEqual({ applied: [] })
  await ground.query(`DO $$ DECLARE r record; BEGIN
FOR r IN SELECT oid::regprocedure AS name FROM pg_proc WHERE proname LIKE 'postern_${routines.mark}_%'
LOOP EXECUTE 'DROP FUNCTION ' || r.name; END LOOP; END $$`)
  expect(await postgres(ground.url).migrate()).toEqual({ applied: [`routines ${routines.mark}`] })
  expect(await ground.world.store.ready()).toBe(true)
})
