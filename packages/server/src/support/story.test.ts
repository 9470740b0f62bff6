import { type Id, parseId } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install, origin } from '../../test/in-process.ts'
import { turnsWhile } from '../../test/turns-while.ts'
import { readStories, type Story } from './story.ts'

const address = 'ann@example.com'
const tenant = 'default' as Id<'tenant'>

let world: Installation

beforeEach(async () => {
  world = await install()
})

afterEach(() => world.close())

async function ask(): Promise<Id<'attempt'>> {
  const request = new Request(`${origin}/auth/magic-link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', host: new URL(origin).host },
    body: JSON.stringify({ email: address }),
  })
  const answer = await world.runtime.app.fetch(request, { peer: '203.0.113.7' })
  const { attemptId } = (await answer.json()) as { readonly attemptId: string }
  const id = parseId<'attempt'>(attemptId)
  if (!id) throw new Error(`no attempt: ${answer.status}`)
  return id
}

test('many stories of one address let others be served in between, and look for its attempts once', async () => {
  const { store, clock } = world.runtime.ports
  const id = await ask()
  let looks = 0
  const list: typeof store.attempts.list = (input) => {
    looks += 1
    return store.attempts.list(input)
  }
  const parts = { store: { ...store, attempts: { ...store.attempts, list } }, clock }
  let stories: readonly Story[] = []
  const turns = await turnsWhile(async () => {
    stories = await readStories(parts, { tenant, address, ids: Array.from({ length: 50 }, () => id) })
  })
  expect(stories).toHaveLength(50)
  expect(turns).toBeGreaterThanOrEqual(5)
  expect(looks).toBe(1)
})

test('an attempt that is not there has no story', async () => {
  const ids = [await ask(), '0'.repeat(26) as Id<'attempt'>]
  expect(await readStories(world.runtime.ports, { tenant, address, ids })).toMatchObject([{ attempt: { id: ids[0] } }])
})
