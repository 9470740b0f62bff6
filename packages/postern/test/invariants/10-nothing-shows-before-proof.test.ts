import { afterEach, describe, expect, test } from 'vitest'
import { days, minutes, seconds } from '../../src/domain/instant.ts'
import { type Browser, openBrowser } from '../support/browser.ts'
import { wrongCode } from '../support/mail.ts'
import { createProgram } from '../support/program.ts'
import type { Reply } from '../support/reply.ts'
import { closeWorlds, createWorld, sharedStore, type World, type WorldOptions } from '../support/world.ts'

afterEach(closeWorlds)

const cases = ['known', 'unknown', 'banned', 'locked', 'suppressed'] as const
const addressOf = (name: string): string => `${name}@example.com`

/** A world whose addresses stand differently with the account. The people in it signed up while that was open. */
async function settled(options: WorldOptions): Promise<World> {
  const store = await sharedStore()
  const before = await createWorld({ store })
  for (const name of ['known', 'banned', 'locked', 'suppressed']) {
    await openBrowser(before, { peer: '192.0.2.1' }).signIn(addressOf(name))
  }
  await before.setUser(addressOf('banned'), { status: 'banned' })
  await before.setUser(addressOf('locked'), { status: 'locked' })
  for (let strike = 0; strike < 2; strike++) {
    before.clock.advance(days(1))
    before.mail.answer({ kind: 'refused', reason: '5.1.1', suppress: true })
    const { json } = await openBrowser(before, { peer: '192.0.2.2' }).call('/magic-link', {
      email: addressOf('suppressed'),
    })
    await before.delivered(json.attemptId ?? '')
  }
  before.clock.advance(days(1))
  return createWorld({ ...options, store, clock: before.clock })
}

/** Status, headers and body, with what must differ from request to request masked. */
function shapeOf(reply: Reply, name: string): string {
  const mask = (text: string): string =>
    text
      .replace(/[0-9a-z]{26}\.[A-Za-z0-9_-]{43}/g, 'CREDENTIAL')
      .replace(/01[0-9a-hjkmnp-tv-z]{24}/g, 'ID')
      .replaceAll(addressOf(name), 'ADDRESS')
      .replaceAll(`mark=${name}`, 'ADDRESS')
      .replace(/"number":"\d\d"/, '"number":"NN"')
      .replace(/aria-label="Your number">\d\d</, 'NN')
      .replace(/<bdi>[B-DF-HJ-NP-TV-Z]{4}<\/bdi>/, 'MARK')
      // A wrong code is kept in its field, and it is whatever the right one is not.
      .replace(/required value="\d{6}"/, 'required value="TYPED"')
      .replace(/"challenge":"[^"]*"/, '"challenge":"C"')
  const headers = [...reply.headers].map(([header, value]) => `${header}: ${mask(value)}`)
  return [reply.status, ...headers, mask(reply.text)].join('\n')
}

const settings: readonly (readonly [string, WorldOptions])[] = [
  ['open', { signUp: 'open' }],
  ['closed', { signUp: 'closed' }],
  ['closed, explained by mail', { signUp: 'closed', explainClosed: true }],
  ['for one domain', { signUp: { domains: ['acme.example'] } }],
]

/** What may become of a mail, from when it is asked for: the function takes it there, for these attempts. */
type Course = (world: World) => (ids: readonly string[]) => Promise<void>

const settledAll = async (world: World, ids: readonly string[]): Promise<void> => {
  for (const id of ids) await world.delivered(id)
}

const courses: readonly (readonly [string, Course])[] = [
  ['sent at once', (world) => (ids) => settledAll(world, ids)],
  [
    'slow',
    (world) => {
      const release = world.mail.hold()
      return (ids) => {
        world.clock.advance(seconds(12))
        release()
        return settledAll(world, ids)
      }
    },
  ],
  [
    'refused',
    (world) => {
      world.mail.always({ kind: 'refused', reason: '5.2.2' })
      return (ids) => settledAll(world, ids)
    },
  ],
  [
    'put off for ever',
    (world) => {
      world.mail.always({ kind: 'later', reason: '4.2.1' })
      return (ids) => settledAll(world, ids)
    },
  ],
  [
    'put off once',
    (world) => {
      world.mail.always({ kind: 'later', reason: '4.2.1' })
      return async (ids) => {
        await settledAll(world, ids)
        world.mail.always()
        world.clock.advance(seconds(15))
        await world.runtime.runChores()
        await settledAll(world, ids)
      }
    },
  ],
]

describe.each(settings)('invariant 10: with sign-up %s', (_name, options) => {
  test('asking is answered with the same bytes for every standing, as JSON and as a page, and always queues a row', async () => {
    const world = await settled(options)
    for (const way of ['call', 'submit', 'program'] as const) {
      const shapes = new Map<string, string>()
      for (const name of cases) {
        const email = addressOf(name)
        const reply =
          way === 'program'
            ? await createProgram(world).post('/magic-link', { email })
            : await openBrowser(world)[way]('/magic-link', { email })
        expect(reply.status).toBe(way === 'submit' ? 303 : 200)
        shapes.set(name, shapeOf(reply, name))
        const id = reply.json.attemptId ?? reply.location?.split('/').at(-1) ?? ''
        expect(await world.messages(id)).toHaveLength(1)
        await world.delivered(id)
      }
      expect(new Set(shapes.values()).size).toBe(1)
    }
  })

  test('waiting, codes, resends and claims are answered the same, before and after expiry', async () => {
    const world = await settled(options)
    const stories = new Map<string, string[]>()
    const askers = new Map<string, { browser: Browser; id: string; code: string }>()
    for (const name of cases) {
      const browser = openBrowser(world)
      const reply = await browser.call('/magic-link', { email: addressOf(name) })
      const id = reply.json.attemptId ?? ''
      await world.delivered(id)
      const code = world.mail.mails().find((mail) => mail.attemptId === id)?.code ?? '000000'
      askers.set(name, { browser, id, code: wrongCode(code) })
      stories.set(name, [])
    }
    for (const wait of [seconds(5), minutes(1), minutes(9), minutes(1), minutes(10)]) {
      world.clock.advance(wait)
      for (const [name, { browser, id, code }] of askers) {
        const replies = [
          await browser.ask(`/attempts/${id}`),
          await browser.visit(`/check-email/${id}`),
          await browser.call('/code/verify', { attemptId: id, code }),
          await browser.submit('/code/verify', { attemptId: id, code }),
          await browser.call(`/attempts/${id}/claim`),
          ...(wait === minutes(1) ? [await browser.call(`/attempts/${id}/resend`)] : []),
        ]
        await world.delivered(id)
        stories.get(name)?.push(...replies.map((reply) => shapeOf(reply, name)))
      }
    }
    const [first, ...others] = [...stories.values()]
    for (const other of others) expect(other).toEqual(first)
  })

  test.each(courses)('a mail that is %s ends nothing sooner or later for its asker', async (_course, follow) => {
    const world = await settled(options)
    const began = world.clock.now()
    const send = follow(world)
    const askers = new Map<string, { browser: Browser; id: string; story: string[] }>()
    // Where everybody may sign up, secrets wait for a slow mail: a suppressed address has none to wait for.
    const alike = options.signUp === 'open' ? cases.filter((name) => name !== 'suppressed') : cases
    for (const name of alike) {
      const browser = openBrowser(world)
      const { json } = await browser.call('/magic-link', { email: addressOf(name) })
      askers.set(name, { browser, id: json.attemptId ?? '', story: [] })
    }
    await send([...askers.values()].map(({ id }) => id))
    for (const at of [minutes(9), minutes(10), minutes(11), minutes(19), minutes(21)]) {
      world.clock.advance(began + at - world.clock.now())
      for (const [name, { browser, id, story }] of askers) {
        const replies = [
          await browser.ask(`/attempts/${id}`),
          await browser.visit(`/check-email/${id}`),
          await browser.call('/code/verify', { attemptId: id, code: '000000' }),
          await browser.call(`/attempts/${id}/claim`),
          ...(at === minutes(11) ? [await browser.call(`/attempts/${id}/resend`)] : []),
        ]
        const fresh = replies.map(({ json }) => json.attemptId !== undefined && json.attemptId !== id)
        story.push(...replies.map((reply) => shapeOf(reply, name)), fresh.join())
      }
    }
    world.mail.always()
    const [first, ...others] = [...askers.values()].map(({ story }) => story)
    for (const other of others) expect(other).toEqual(first)
  })

  test('the asker sees the same before and after delivery, however long that takes (H9)', async () => {
    const world = await settled(options)
    const seen = async (name: string): Promise<readonly string[]> => {
      const browser = openBrowser(world)
      const release = world.mail.hold()
      const { json } = await browser.call('/magic-link', { email: addressOf(name) })
      const id = json.attemptId ?? ''
      const look = async () => [
        shapeOf(await browser.ask(`/attempts/${id}`), name),
        shapeOf(await browser.visit(`/check-email/${id}`), name),
      ]
      const before = await look()
      release()
      await world.delivered(id)
      return [...before, ...(await look())]
    }
    const known = await seen('known')
    expect(known.slice(0, 2)).toEqual(known.slice(2))
    for (const name of ['unknown', 'suppressed']) expect(await seen(name)).toEqual(known)
  })
})

test('invariant 10: what was sent and spent is told alike for all, with a countdown', async () => {
  const world = await settled({ signUp: 'closed' })
  const shapes = new Set<string>()
  for (const name of cases) {
    const stranger = openBrowser(world)
    const statuses: number[] = []
    let last: Reply | undefined
    for (let count = 0; count < 4; count++) {
      last = await stranger.call('/magic-link', { email: addressOf(name) })
      statuses.push(last.status)
    }
    expect(statuses).toEqual([200, 200, 200, 429])
    expect(Number(last?.headers.get('retry-after'))).toBe(15 * 60)
    shapes.add(shapeOf(last!, name))
  }
  expect(shapes.size).toBe(1)
})

test('invariant 10: a forged known-browser cookie buys nothing and shows nothing', async () => {
  const world = await settled({ signUp: 'closed' })
  const owner = openBrowser(world)
  const { token } = await owner.request(addressOf('known'))
  await owner.call('/magic-link/verify', { token })
  const id = owner.cookie('browser')?.slice(0, 26)
  const shapes = new Set<string>()
  for (const name of ['known', 'unknown']) {
    const thief = openBrowser(world, { peer: '198.51.100.9' })
    thief.jar.set('__Host-postern-browser', `${id}.${'A'.repeat(43)}`)
    const replies: string[] = []
    for (let count = 0; count < 5; count++)
      replies.push(shapeOf(await thief.call('/magic-link', { email: addressOf(name) }), name))
    shapes.add(replies.slice(3).join())
  }
  expect(shapes.size).toBe(1)
})

test('invariant 10: before proof no event names a user, and no hook is asked (invariant 11)', async () => {
  const world = await settled({ signUp: 'closed' })
  let asked = 0
  world.hooks.before('sign-in', () => {
    asked++
  })
  for (const name of cases) {
    const browser = openBrowser(world)
    const { json } = await browser.call('/magic-link', { email: addressOf(name) })
    await world.delivered(json.attemptId ?? '')
    await browser.call('/code/verify', { attemptId: json.attemptId, code: '000000' })
    const events = await world.events(json.attemptId)
    expect(events.map(({ user }) => user)).toEqual(events.map(() => undefined))
  }
  expect(asked).toBe(0)
})

test('invariant 10: refusals that looked at the account come only after proof', async () => {
  const world = await settled({ signUp: 'open' })
  for (const [name, code] of [
    ['banned', 'user-banned'],
    ['locked', 'user-locked'],
  ] as const) {
    const browser = openBrowser(world)
    const { attemptId, code: right } = await browser.request(addressOf(name))
    expect((await browser.call('/code/verify', { attemptId, code: wrongCode(right) })).json.code).toBe('code-wrong')
    const reply = await browser.call('/code/verify', { attemptId, code: right })
    expect([reply.status, reply.json.code]).toEqual([403, code])
  }
})

test('invariant 10: what is not to be sent is rendered as well, as that takes time beside the answer', async () => {
  const world = await settled({ signUp: 'closed' })
  const { renderer } = world.runtime.ports
  const rendered: string[] = []
  Object.assign(renderer, {
    render: ((render) => async (input: Parameters<typeof renderer.render>[0]) => {
      rendered.push(input.message.to.address)
      return render(input)
    })(renderer.render),
  })
  for (const name of cases) {
    const { json } = await openBrowser(world).call('/magic-link', { email: addressOf(name) })
    await world.delivered(json.attemptId ?? '')
  }
  expect(rendered).toEqual(cases.map(addressOf))
  expect(world.mail.taken.map(({ to }) => to)).not.toContain(addressOf('unknown'))
})
