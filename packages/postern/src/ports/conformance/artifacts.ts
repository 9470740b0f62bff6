/** Artifacts: one-time things. */
import { after, minutes } from '../../domain/instant.ts'
import type { Artifact } from '../records.ts'
import type { ArtifactDraft } from '../written.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { tally, type World } from './world.ts'

export const artifacts: readonly Scenario[] = [
  scenario('artifacts: one is put where none is, and found as it was put', async (world) => {
    for (const over of [{}, { group: 'family' }]) {
      const draft = world.draw.artifact(world.now, over)
      equal(await put(world, draft), 'done', 'put')
      equal(await put(world, { ...draft, json: '{"b":2}' }), 'exists', 'once more')
      equal(await find(world, draft), draft, 'artifact')
    }
  }),

  scenario('artifacts: of parallel puts one is done', async (world) => {
    const draft = world.draw.artifact(world.now)
    const kinds = await Promise.all(Array.from({ length: 50 }, (_, at) => put(world, { ...draft, json: String(at) })))
    equal(tally(kinds), { done: 1, exists: 49 }, 'answers')
    equal((await find(world, draft))?.json, String(kinds.indexOf('done')), 'artifact')
  }),

  scenario('artifacts: of 50 parallel consumers one succeeds', (world) => raceToConsume([world])),

  scenarioOfTwo('artifacts: of 50 parallel consumers on two nodes one succeeds', async (world, another) =>
    raceToConsume([world, world.through(await another())]),
  ),

  scenario('artifacts: a consumed one says so, and cannot be put again', async (world) => {
    const draft = world.draw.artifact(world.now)
    await put(world, draft)
    world.pass(minutes(1))
    const consumed = await consume(world, draft)
    equal(consumed, { kind: 'consumed', artifact: { ...draft, consumedAt: world.now } }, 'consumed')
    equal(await find(world, draft), { ...draft, consumedAt: world.now }, 'found')
    equal(await put(world, draft), 'exists', 'put')
    equal((await consume(world, draft)).kind, 'spent', 'consumed again')
  }),

  scenario('artifacts: what never was is unknown', async (world) => {
    const draft = world.draw.artifact(world.now)
    equal([await find(world, draft), (await consume(world, draft)).kind], [undefined, 'unknown'], 'answers')
    equal(await find(world, draft), undefined, 'afterwards')
  }),

  scenario('artifacts: kinds are worlds of their own', async (world) => {
    const draft = world.draw.artifact(world.now)
    const other = { ...draft, kind: 'challenge' }
    await put(world, draft)
    equal([await find(world, other), (await consume(world, other)).kind], [undefined, 'unknown'], 'another kind')
    equal(await put(world, other), 'done', 'put of another kind')
    equal((await consume(world, other)).kind, 'consumed', 'consumed of another kind')
    equal(await find(world, draft), draft, 'the first kind')
  }),

  scenario('artifacts: an expired one is neither found nor consumed', async (world) => {
    const draft = world.draw.artifact(world.now, { expiresAt: after(world.now, minutes(5)) })
    const early = world.draw.artifact(world.now, { expiresAt: after(world.now, minutes(5)) })
    await put(world, draft)
    await put(world, early)
    world.pass(minutes(5) - 1)
    equal((await consume(world, early)).kind, 'consumed', 'at its last moment')
    equal(await find(world, draft), draft, 'found at its last moment')
    world.pass(1)
    equal(await find(world, draft), undefined, 'found')
    equal((await consume(world, draft)).kind, 'unknown', 'consumed')
  }),

  scenario('artifacts: revoking ends a whole group and nothing else', async (world) => {
    const family = [0, 1, 2].map((at) =>
      world.draw.artifact(world.now, { group: 'family', kind: at === 2 ? 'grant' : 'hand-off' }),
    )
    const stranger = world.draw.artifact(world.now, { group: 'other' })
    const single = world.draw.artifact(world.now)
    for (const draft of [...family, stranger, single]) await put(world, draft)
    equal(await world.store.artifacts.revoke(world.at({ group: 'family' })), { revoked: 3 }, 'answer')
    for (const draft of family) ok((await consume(world, draft)).kind !== 'consumed', 'a revoked artifact is consumed')
    equal((await consume(world, stranger)).kind, 'consumed', 'another group')
    equal((await consume(world, single)).kind, 'consumed', 'no group')
    equal(await world.store.artifacts.revoke(world.at({ group: 'family' })), { revoked: 0 }, 'once more')
    equal(await world.store.artifacts.revoke(world.at({ group: 'nobody' })), { revoked: 0 }, 'an unknown group')
  }),

  scenario('artifacts: of consuming and revoking at the same time, nothing is consumed afterwards', async (world) => {
    const family = Array.from({ length: 20 }, () => world.draw.artifact(world.now, { group: 'family' }))
    for (const draft of family) await put(world, draft)
    await Promise.all([
      ...family.slice(0, 10).map((draft) => consume(world, draft)),
      world.store.artifacts.revoke(world.at({ group: 'family' })),
    ])
    const kinds = await Promise.all(family.map(async (draft) => (await consume(world, draft)).kind))
    ok(!kinds.includes('consumed'), 'a revoked artifact is consumed')
  }),
]

async function put(world: World, artifact: ArtifactDraft): Promise<string> {
  return (await world.store.artifacts.put(world.at({ artifact }))).kind
}

async function find(world: World, { kind, id }: ArtifactDraft): Promise<Artifact | undefined> {
  return world.store.artifacts.find(world.at({ kind, id }))
}

async function consume(world: World, { kind, id }: ArtifactDraft): ReturnType<World['store']['artifacts']['consume']> {
  return world.store.artifacts.consume(world.at({ kind, id }))
}

async function raceToConsume(nodes: readonly World[]): Promise<void> {
  const [world] = nodes
  ok(world, 'a race needs a node')
  for (let round = 0; round < 20; round++) {
    const draft = world.draw.artifact(world.now)
    await put(world, draft)
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => consume(nodes[at % nodes.length] ?? world, draft)),
    )
    equal(tally(answers.map(({ kind }) => kind)), { consumed: 1, spent: 49 }, 'answers')
  }
}
