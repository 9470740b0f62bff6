/** Chores serve the whole installation, and still keep its tenants apart. */
import { after, minutes } from '../../domain/instant.ts'
import { equal } from './assert.ts'
import { leaseLength } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import { request, unsealed } from './world.ts'

export const tenancyOfChores: readonly Scenario[] = [
  scenario('tenancy: a claim serves all, and names the tenant of each message', async (world) => {
    const other = world.of('other')
    const [mine, theirs] = [await request(world), await request(other)]
    world.pass(leaseLength)
    const taken = await world.store.messages.claim({
      owner: 'node',
      until: after(world.now, minutes(1)),
      limit: 10,
      now: world.now,
    })
    const named = taken.map(({ tenant, attempt }) => [tenant, attempt]).sort()
    equal(
      named,
      [
        [world.tenant, mine.id],
        [other.tenant, theirs.id],
      ].sort(),
      'claimed',
    )
  }),

  scenario('tenancy: a seal of one does not move the head of another', async (world) => {
    const other = world.of('other')
    await request(world)
    await request(other)
    const batches = await unsealed(world)
    equal(batches.length, 2, 'tenants')
    for (const batch of batches) {
      const each = batch.tenant === world.tenant ? world : other
      const sequence = batch.events[0]?.sequence ?? 0
      const seal = { head: batch.head, link: `of ${batch.tenant}`, first: sequence, last: sequence, count: 1 }
      equal((await each.store.events.seal(each.at(seal))).kind, 'done', 'seal')
    }
    for (const each of [world, other])
      equal(
        (await each.store.events.seals(each.at({ limit: 10 }))).map(({ link }) => link),
        [`of ${each.tenant}`],
        'seals',
      )
  }),
]
