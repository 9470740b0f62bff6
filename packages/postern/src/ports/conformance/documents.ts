/** Documents: what administrators edit, by compare-and-set. */

import { minutes } from '../../domain/instant.ts'
import type { Document } from '../records.ts'
import type { Also } from '../written.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { eventsOf, tally, type World } from './world.ts'

export const documents: readonly Scenario[] = [
  scenario('documents: version 0 creates, and only where nothing is', async (world) => {
    equal(await find(world, 'a'), undefined, 'before')
    equal(await put(world, 'a', 1, '{}'), 'changed', 'a version that never was')
    equal(await put(world, 'a', 0, '{"n":1}'), 'done', 'first')
    equal(await put(world, 'a', 0, '{"n":2}'), 'changed', 'once more')
    const found = await find(world, 'a')
    equal(
      found,
      { kind: 'template', id: 'a', version: found?.version, json: '{"n":1}', changedAt: world.now },
      'document',
    )
    ok(found && found.version > 0, 'a document has version 0')
  }),

  scenario('documents: a put takes effect for the version it saw, once', (world) => race([world])),

  scenarioOfTwo('documents: parallel writers on two nodes lose no update', async (world, another) =>
    race([world, world.through(await another())]),
  ),

  scenario('documents: earlier versions stay in the history', async (world) => {
    for (let n = 0; n < 3; n++) {
      await put(world, 'a', (await find(world, 'a'))?.version ?? 0, `{"n":${n}}`)
      world.pass(minutes(1))
    }
    const now = await find(world, 'a')
    const history = await world.store.documents.history(world.at({ kind: 'template', id: 'a' }))
    const earlier = history.filter(({ version }) => version !== now?.version)
    equal(earlier.map(({ json }) => json).toSorted(), ['{"n":0}', '{"n":1}'], 'earlier versions')
    equal(new Set(history.map(({ version }) => version)).size, history.length, 'how many versions')
    equal(
      (await world.store.documents.history(world.at({ kind: 'template', id: 'b' }))).length,
      0,
      'history of another',
    )
  }),

  scenario('documents: versions are told newest first, as many as are asked for', async (world) => {
    for (let version = 0; version < 5; version++) await put(world, 'a', version, `{"n":${version}}`)
    const versions = async (wanted: { readonly before?: number; readonly limit?: number }) =>
      (await world.store.documents.history(world.at({ kind: 'template', id: 'a', ...wanted }))).map(
        ({ version }) => version,
      )
    equal(await versions({}), [5, 4, 3, 2, 1], 'all')
    equal(await versions({ limit: 2 }), [5, 4], 'the newest two')
    equal(await versions({ before: 4, limit: 2 }), [3, 2], 'two before the fourth')
    equal(await versions({ before: 1, limit: 2 }), [], 'before the first')
  }),

  scenario('documents: of one that is kept in its newest version only, earlier ones are forgotten', async (world) => {
    const write = (version: number, over: { newestOnly?: true }) =>
      world.store.documents.put(world.at({ kind: 'template', id: 'a', version, json: `{"n":${version}}`, ...over }))
    await put(world, 'b', 0, '{}')
    await write(0, {})
    await write(1, {})
    equal((await write(1, { newestOnly: true })).kind, 'changed', 'not as it was seen')
    const versions = async (id: string): Promise<readonly number[]> =>
      (await world.store.documents.history(world.at({ kind: 'template', id }))).map(({ version }) => version)
    equal((await versions('a')).toSorted(), [1, 2], 'after a put that did not happen')
    equal((await write(2, { newestOnly: true })).kind, 'done', 'as it was seen')
    equal([await versions('a'), await versions('b')], [[3], [1]], 'afterwards')
  }),

  scenario('documents: of one that holds secrets, the history has what it is told to remember', async (world) => {
    const write = (version: number, over: { remembered?: string }) =>
      world.store.documents.put(
        world.at({ kind: 'template', id: 'a', version, json: `{"secret":${version}}`, ...over }),
      )
    await write(0, { remembered: '{}' })
    equal((await find(world, 'a'))?.json, '{"secret":0}', 'the present one')
    equal((await write(0, { remembered: '{"n":9}' })).kind, 'changed', 'not as it was seen')
    await write(1, { remembered: '{"n":1}' })
    await write(2, {})
    equal((await find(world, 'a'))?.json, '{"secret":2}', 'the one after it')
    const history = await world.store.documents.history(world.at({ kind: 'template', id: 'a' }))
    equal(
      history.toSorted((one, other) => one.version - other.version).map(({ json }) => json),
      ['{}', '{"n":1}', '{"secret":2}'],
      'history',
    )
  }),

  scenario('documents: what is written beside one is written if it is, and not otherwise', async (world) => {
    const also = (): Also => ({ events: [world.draw.event(world.now, 'key.rotated')], messages: [] })
    const write = async (version: number): Promise<string> =>
      (await world.store.documents.put(world.at({ kind: 'template', id: 'a', version, json: '{}', also: also() }))).kind
    equal(await write(1), 'changed', 'a version that never was')
    equal((await eventsOf(world)).length, 0, 'events of a put that did not happen')
    equal(await write(0), 'done', 'first')
    equal(
      (await eventsOf(world)).map(({ type }) => type),
      ['key.rotated'],
      'events',
    )
  }),

  scenario(
    'documents: what one raises has another version if it is written or removed, and not otherwise',
    async (world) => {
      const place = { tenant: world.draw.id<'tenant'>(world.now), kind: 'epoch', id: 'all' }
      const epoch = async () => (await world.store.documents.find({ ...place, now: world.now }))?.version ?? 0
      const about = { kind: 'template', id: 'a', json: '{}', raises: place }
      const write = async (version: number) => (await world.store.documents.put(world.at({ ...about, version }))).kind
      const drop = async (version: number) => (await world.store.documents.remove(world.at({ ...about, version }))).kind
      const rises = async (act: () => Promise<string>): Promise<readonly [string, boolean]> => {
        const before = await epoch()
        return [await act(), (await epoch()) > before]
      }
      equal(await rises(() => write(1)), ['changed', false], 'a put of a version that never was')
      equal(await rises(() => write(0)), ['done', true], 'the first, where there was nothing to raise')
      equal(await rises(() => write(1)), ['done', true], 'a second')
      equal(await rises(() => drop(1)), ['changed', false], 'a removal of another version')
      equal(await rises(() => drop(2)), ['done', true], 'a removal')
      equal(await world.store.documents.history({ ...place, now: world.now }), [], 'history of what is raised')
      const many = Array.from({ length: 9 }, (_, at) => ({ ...about, id: `many-${at}`, version: 0 }))
      equal(
        await rises(async () => {
          const done = await Promise.all(many.map((one) => world.store.documents.put(world.at(one))))
          return String(done.filter(({ kind }) => kind === 'done').length)
        }),
        ['9', true],
        'many at once',
      )
    },
  ),

  scenario('documents: one is removed for the version that was seen, and may come again', async (world) => {
    await put(world, 'a', 0, '{"n":1}')
    const { version } = (await find(world, 'a')) ?? { version: -1 }
    equal(await remove(world, 'a', version + 1), 'changed', 'another version')
    ok(await find(world, 'a'), 'a refused removal removes')
    const kinds = await Promise.all(Array.from({ length: 10 }, () => remove(world, 'a', version)))
    equal(tally(kinds), { done: 1, changed: 9 }, 'removals')
    equal(await find(world, 'a'), undefined, 'removed')
    equal(await listed(world), [], 'list')
    equal(await put(world, 'a', version, '{"n":2}'), 'changed', 'a put on the removed one')
    equal(await put(world, 'a', 0, '{"n":3}'), 'done', 'made again')
    const history = await world.store.documents.history(world.at({ kind: 'template', id: 'a' }))
    ok(
      history.some(({ json }) => json === '{"n":1}'),
      'a removed document leaves no history',
    )
  }),

  scenario('documents: a version that was removed is never the version of what comes after', async (world) => {
    await put(world, 'a', 0, '{"n":1}')
    const old = (await find(world, 'a'))?.version ?? -1
    await remove(world, 'a', old)
    await put(world, 'a', 0, '{"n":2}')
    equal(await put(world, 'a', old, '{"n":3}'), 'changed', 'a writer that saw the removed one')
    equal((await find(world, 'a'))?.json, '{"n":2}', 'document')
  }),

  scenario('documents: a list brings each of its kind once, in order, page by page', async (world) => {
    const ids = Array.from({ length: 11 }, (_, at) => `d${String(at).padStart(2, '0')}`)
    for (const id of world.draw.shuffled(ids)) await put(world, id, 0, `{"id":"${id}"}`)
    await world.store.documents.put(world.at({ kind: 'theme', id: 'd05', version: 0, json: '{}' }))
    equal(await listed(world), ids, 'ids')
    const [first] = (await world.store.documents.list(world.at({ kind: 'template', limit: 1 }))).items
    equal(first, await find(world, 'd00'), 'document')
  }),

  scenario('documents: use is noted once in a while, beside the version and the history', async (world) => {
    const use = (id: string): Promise<void> =>
      world.store.documents.use(world.at({ kind: 'template', id, every: minutes(1) }))
    await put(world, 'a', 0, '{}')
    await use('a')
    await use('nothing')
    const first = world.now
    world.pass(minutes(0.5))
    await use('a')
    const found = await find(world, 'a')
    equal(found?.usedAt, first, 'a use that comes soon after')
    equal(found?.version, 1, 'version')
    world.pass(minutes(0.5))
    await use('a')
    equal((await find(world, 'a'))?.usedAt, world.now, 'a use that comes later')
    equal(
      (await world.store.documents.list(world.at({ kind: 'template', limit: 9 }))).items[0]?.usedAt,
      world.now,
      'list',
    )
    await put(world, 'a', 1, '{"n":1}')
    equal((await find(world, 'a'))?.usedAt, world.now, 'use of a changed one')
    const history = await world.store.documents.history(world.at({ kind: 'template', id: 'a' }))
    equal(history.length, 2, 'versions')
    equal(await find(world, 'nothing'), undefined, 'a use of nothing')
  }),

  scenario('documents: text of any kind comes back as it was put', async (world) => {
    const json = JSON.stringify({ text: '\u0000 "quotes" \\ 状態 👩‍🚀 \u2028', deep: [[[[1e21]]]] })
    await put(world, "o'brien %_", 0, json)
    equal((await find(world, "o'brien %_"))?.json, json, 'json')
    equal(await find(world, "o'brien %%"), undefined, 'another id')
  }),
]

async function find(world: World, id: string): Promise<Document | undefined> {
  return world.store.documents.find(world.at({ kind: 'template', id }))
}

async function put(world: World, id: string, version: number, json: string): Promise<string> {
  return (await world.store.documents.put(world.at({ kind: 'template', id, version, json }))).kind
}

async function remove(world: World, id: string, version: number): Promise<string> {
  return (await world.store.documents.remove(world.at({ kind: 'template', id, version }))).kind
}

/** Ten writers add one each, again and again, until each of them was let. */
async function race(nodes: readonly World[]): Promise<void> {
  const [world] = nodes
  ok(world, 'a race needs a node')
  await put(world, 'counter', 0, '0')
  const writer = async (node: World): Promise<void> => {
    for (let round = 0; round < 50; round++) {
      const seen = await find(node, 'counter')
      ok(seen, 'the document is gone')
      if ((await put(node, 'counter', seen.version, String(Number(seen.json) + 1))) === 'done') return
    }
    ok(false, 'a writer is never let')
  }
  await Promise.all(Array.from({ length: 10 }, (_, at) => writer(nodes[at % nodes.length] ?? world)))
  equal((await find(world, 'counter'))?.json, '10', 'counter')
}

async function listed(world: World): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  for (let pages = 0; pages < 20; pages++) {
    const page = await world.store.documents.list(
      world.at({ kind: 'template', limit: 3, ...(after === undefined ? {} : { after }) }),
    )
    ok(page.items.length <= 3, 'a page is longer than its limit')
    ids.push(...page.items.map(({ id }) => id))
    after = page.next
    if (after === undefined) return ids
  }
  throw new Error('a list does not come to an end')
}
