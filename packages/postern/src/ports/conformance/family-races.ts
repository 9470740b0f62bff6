/** Refreshing in parallel: a token is replaced at most once, on any number of nodes. */
import { equal, ok } from './assert.ts'
import { findFamily, hold, rotate } from './families.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { tally, type World } from './world.ts'

export const familyRaces: readonly Scenario[] = [
  scenario('families: of 100 parallel rotations of each of 20 tokens exactly one takes effect', (world) =>
    raceForAll([world]),
  ),

  scenarioOfTwo('families: of 100 parallel rotations on two nodes exactly one takes effect', async (world, another) =>
    raceForAll([world, world.through(await another())]),
  ),

  scenario('families: a ban and a refresh never pass each other', async (world) => {
    const held = await Promise.all(Array.from({ length: 20 }, () => hold(world)))
    const answers = await Promise.all(
      held.map(async (each) => {
        const { id, version } = each.user
        const also = { events: [], messages: [] }
        const [rotated, banned] = await Promise.all([
          rotate(world, each),
          world.store.users.change(world.at({ id, version, status: 'banned', also })),
        ])
        equal(banned.kind, 'done', 'a ban')
        // Behind the ban nothing is rotated, whatever happened before it.
        return {
          rotated,
          after: await rotate(world, each, { from: (await findFamily(world, each))?.family.hash ?? each.family.hash }),
        }
      }),
    )
    equal(tally(answers.map(({ after }) => after)), { changed: 20 }, 'after the ban')
  }),
]

async function raceForAll(nodes: readonly World[]): Promise<void> {
  const [world] = nodes
  ok(world, 'a race needs a node')
  const held = await Promise.all(Array.from({ length: 20 }, () => hold(world)))
  const tries = world.draw.shuffled(
    held.flatMap((each) => Array.from({ length: 100 }, () => ({ each, to: world.draw.hash() }))),
  )
  const answers = await Promise.all(
    tries.map(({ each, to }, at) => rotate(nodes[at % nodes.length] ?? world, each, { to })),
  )
  for (const each of held) {
    const mine = tries.map((tried, at) => ({ ...tried, kind: answers[at] })).filter((tried) => tried.each === each)
    equal(tally(mine.map(({ kind }) => String(kind))), { done: 1, changed: 99 }, 'answers')
    const found = await findFamily(world, each)
    equal(found?.family.hash, mine.find(({ kind }) => kind === 'done')?.to, 'the winner’s token')
    equal(found?.family.previousHash, each.family.hash, 'the one before')
  }
}
