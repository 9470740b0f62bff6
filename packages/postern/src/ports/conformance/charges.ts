/** Budgets: all of a command's charges or none, in windows that roll. */
import type { Id } from '../../domain/id.ts'
import { after, days, hours, type Instant, minutes, seconds } from '../../domain/instant.ts'
import type { Refusal } from '../records.ts'
import type { ArtifactDraft, Charge } from '../written.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { budget, eventsOf, look, request, requested, tally, type World } from './world.ts'

export const charges: readonly Scenario[] = [
  scenario(
    'charges: a spent budget refuses until its oldest hit has left the window, to the millisecond',
    async (world) => {
      const charge = budget('address', 2, minutes(15))
      const first = world.now
      equal(await ask(world, [charge]), { kind: 'issued' }, 'first')
      world.pass(minutes(4))
      equal(await ask(world, [charge]), { kind: 'issued' }, 'second')
      world.pass(minutes(4))
      const retryAt = after(first, minutes(15))
      equal(await ask(world, [charge]), { kind: 'limited', key: 'address', retryAt }, 'third')
      world.pass(retryAt - world.now - 1)
      equal(await ask(world, [charge]), { kind: 'limited', key: 'address', retryAt }, 'a millisecond early')
      world.pass(1)
      equal(await ask(world, [charge]), { kind: 'issued' }, 'when it said')
      equal(
        await ask(world, [charge]),
        { kind: 'limited', key: 'address', retryAt: after(first, minutes(19)) },
        'the next one',
      )
    },
  ),

  scenario('charges: a refused request leaves nothing behind', async (world) => {
    const [one, other] = [budget('one', 1), budget('other', 2)]
    const open = await request(world, {}, [one])
    const before = await look(world, open.id)
    const attempt = world.draw.attempt(world.now, { address: open.address, asker: open.asker })
    const answer = await world.store.attempts.issue(
      world.at({ attempt, charges: [other, one], also: requested(world, attempt) }),
    )
    equal(answer.kind, 'limited', 'kind')
    equal(await world.store.attempts.find(world.at({ id: attempt.id })), undefined, 'attempt')
    equal(await look(world, open.id), before, 'the attempt before it')
    equal((await world.store.messages.list(world.at({ attempt: attempt.id }))).length, 0, 'messages')
    equal((await eventsOf(world)).length, 1, 'events')
    equal(
      tally([await kindOf(world, [other]), await kindOf(world, [other]), await kindOf(world, [other])]),
      { issued: 2, limited: 1 },
      'the other budget',
    )
  }),

  scenario('charges: parallel requests never spend more than a budget has', async (world) => {
    const charge = budget('global', 10)
    const kinds = await Promise.all(Array.from({ length: 100 }, () => kindOf(world, [charge])))
    equal(tally(kinds), { issued: 10, limited: 90 }, 'answers')
  }),

  scenarioOfTwo('charges: two nodes share a budget', async (world, another) => {
    const elsewhere = world.through(await another())
    const charge = budget('global', 10)
    const kinds = await Promise.all(Array.from({ length: 60 }, (_, at) => kindOf(at % 2 ? world : elsewhere, [charge])))
    equal(tally(kinds), { issued: 10, limited: 50 }, 'answers')
  }),

  scenario('charges: rolling windows agree with a plain list of times, over a long schedule', async (world) => {
    const budgets = [
      twoWindows('short', [minutes(2), 3], [minutes(10), 7]),
      twoWindows('long', [minutes(1), 4], [hours(1), 9]),
      twoWindows('wide', [minutes(5), 12], [hours(2), 40]),
    ]
    const model = new Map<string, number[]>(budgets.map(({ key }) => [key, []]))
    for (let step = 0; step < 500; step++) {
      world.pass(world.draw.below(4) === 0 ? world.draw.below(minutes(4)) : world.draw.below(seconds(20)))
      const chosen = budgets.filter(() => world.draw.below(2) === 0)
      const spent = chosen
        .map((charge) => ({ key: charge.key, until: freeFrom(model, charge, world.now) }))
        .filter(({ until }) => until > world.now)
      assertAnswer(await ask(world, chosen), spent, step)
      if (spent.length === 0) for (const { key } of chosen) model.get(key)?.push(world.now)
    }
  }),

  scenario('charges: a grain folds entries and moves a hit by less than itself', async (world) => {
    const grain = seconds(10)
    const [length, max] = [minutes(2), 6]
    const charge: Charge = { key: 'network', windows: [{ length, max }], grain }
    const hits: number[] = []
    for (let step = 0; step < 400; step++) {
      world.pass(world.draw.below(seconds(30)))
      const within = (time: number): number => hits.filter((hit) => hit > world.now - time).length
      const { kind } = await ask(world, [charge])
      if (within(length) < max) equal(kind, 'issued', `step ${step}, with room in the whole window`)
      if (within(length - grain) >= max)
        equal(kind, 'limited', `step ${step}, without room in the window less one grain`)
      if (kind === 'issued') hits.push(world.now)
    }
    ok(hits.length > max * 10, 'the schedule never let its budget recover')
  }),

  scenario('charges: from its number of hits on, a budget wants a proof of work', async (world) => {
    const charge: Charge = {
      key: 'network',
      windows: [
        { length: minutes(1), max: 50 },
        { length: hours(1), max: 100 },
      ],
      proofFrom: 2,
      grain: 0,
    }
    equal(await kindOf(world, [charge]), 'issued', 'first')
    world.pass(minutes(30))
    equal(await kindOf(world, [charge]), 'issued', 'second')
    const wanted = { kind: 'proof-needed', key: 'network', retryAt: after(world.now, minutes(30)) }
    equal(await ask(world, [charge]), wanted, 'third')
    const proof = world.draw.artifact(world.now, { kind: 'proof' })
    equal(await kindOf(world, [charge], proof), 'issued', 'third, with proof')
    equal((await ask(world, [charge], proof)).kind, 'proof-needed', 'with the same proof again')
    world.pass(hours(1))
    equal(await kindOf(world, [charge]), 'issued', 'an hour later')
  }),

  scenario('charges: one proof serves one request, also in parallel', async (world) => {
    const charge: Charge = { key: 'network', windows: [{ length: hours(1), max: 100 }], proofFrom: 0, grain: 0 }
    const proof = world.draw.artifact(world.now, { kind: 'proof' })
    const kinds = await Promise.all(Array.from({ length: 30 }, () => kindOf(world, [charge], proof)))
    equal(tally(kinds), { issued: 1, 'proof-needed': 29 }, 'answers')
  }),

  scenario(
    'charges: a proof that was presented before changes nothing, and one that was refused is not spent',
    async (world) => {
      const charge = budget('address', 1)
      const proof = world.draw.artifact(world.now, { kind: 'proof', expiresAt: after(world.now, hours(1)) })
      await request(world, {}, [charge])
      equal(await kindOf(world, [charge], proof), 'limited', 'with a spent budget')
      world.pass(minutes(15))
      equal(await kindOf(world, [charge], proof), 'issued', 'with room again')
      const roomy = budget('roomy', 1)
      const again = { kind: 'proof-needed', key: '', retryAt: world.now }
      equal(await ask(world, [roomy], proof), again, 'presented before')
      equal(await kindOf(world, [roomy]), 'issued', 'the budget afterwards')
    },
  ),

  scenario('charges: a resend wants a proof that was not presented before', async (world) => {
    const { id } = await request(world)
    const proof = world.draw.artifact(world.now, { kind: 'proof' })
    const kinds: string[] = []
    for (let n = 0; n < 2; n++) {
      const { version } = (await look(world, id)).attempt
      const set = world.draw.set(world.now)
      const also = requested(world, world.draw.attempt(world.now, { id, set }))
      kinds.push(
        (await world.store.attempts.resend(world.at({ id, version, set, keep: 3, charges: [], proof, also }))).kind,
      )
    }
    equal(kinds, ['issued', 'proof-needed'], 'answers')
    equal((await look(world, id)).attempt.sets.length, 2, 'sets')
  }),

  scenario('charges: budgets of different keys do not touch each other', async (world) => {
    for (const key of ['a', 'a:b', 'A', 'a ', "a'", 'ä'])
      equal(await kindOf(world, [budget(key, 1, days(1))]), 'issued', key)
    equal(await kindOf(world, [budget('a', 1, days(1))]), 'limited', 'a again')
  }),
]

type Answer = { readonly kind: 'issued' } | Refusal

async function ask(world: World, charged: readonly Charge[], proof?: ArtifactDraft): Promise<Answer> {
  const attempt = world.draw.attempt(world.now, { application: 'default' as Id<'application'> })
  return world.store.attempts.issue(
    world.at({ attempt, charges: charged, also: requested(world, attempt), ...(proof ? { proof } : {}) }),
  )
}

async function kindOf(world: World, charged: readonly Charge[], proof?: ArtifactDraft): Promise<string> {
  return (await ask(world, charged, proof)).kind
}

function twoWindows(key: string, one: readonly [number, number], other: readonly [number, number]): Charge {
  return { key, windows: [one, other].map(([length, max]) => ({ length, max })), grain: 0 }
}

/** When every window of the charge has room, by the plain list. */
function freeFrom(model: ReadonlyMap<string, readonly number[]>, charge: Charge, now: Instant): number {
  const hits = model.get(charge.key) ?? []
  const moments = charge.windows.map(({ length, max }) => {
    const within = hits.filter((hit) => hit > now - length)
    return within.length < max ? now : (within[within.length - max] ?? now) + length
  })
  return Math.max(now, ...moments)
}

/** Refused for one of the spent budgets, until it has room; where several are spent, at most until all have. */
function assertAnswer(
  answer: Answer,
  spent: readonly { readonly key: string; readonly until: number }[],
  step: number,
): void {
  equal(answer.kind, spent.length === 0 ? 'issued' : 'limited', `step ${step}`)
  if (answer.kind !== 'limited') return
  const named = spent.find(({ key }) => key === answer.key)
  ok(named, `step ${step} is refused for a budget that is not spent`)
  const latest = Math.max(...spent.map(({ until }) => until))
  ok(answer.retryAt >= named.until && answer.retryAt <= latest, `step ${step} names the wrong moment`)
}
