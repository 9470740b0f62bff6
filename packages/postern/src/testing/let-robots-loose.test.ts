import { afterEach, expect, test } from 'vitest'
import { createTestAuth, type TestAuth, type TestAuthOptions } from './create-test-auth.ts'

const opened: TestAuth[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

function testAuth(options?: TestAuthOptions): TestAuth {
  const made = createTestAuth(options)
  opened.push(made)
  return made
}

test.each(['fragment', 'query'] as const)('no robot gains or breaks anything where links are a %s', async (link) => {
  const reports = await testAuth({ link }).letRobotsLoose()
  const ways = Object.fromEntries(reports.map(({ robot, signedInBy }) => [robot, signedInBy]))
  expect(ways).toEqual({
    head: 'link',
    prefetch: 'link',
    post: 'link',
    follow: 'link',
    script: 'link',
    press: 'link',
    'press-everything': 'new-mail',
    'press-and-return': 'link',
  })
  for (const { robot, calls } of reports) expect([robot, calls.length > 0]).toEqual([robot, true])
  const pressed = reports.find(({ robot }) => robot === 'press')?.calls.map(({ call }) => call.split('/').at(-1))
  expect(pressed).toEqual(expect.arrayContaining(['confirm', 'approve']))
  const returned = reports.find(({ robot }) => robot === 'press-and-return')?.calls ?? []
  const landings = returned.filter(({ call }) => /^GET .*\/link\//.test(call)).map(({ call }) => call)
  expect([landings.length, new Set(landings).size]).toEqual([3, 2])
})

test('a robot that comes back with its cookies sends one mail by an old link, and types nothing to it', async () => {
  const kit = testAuth()
  await kit.letRobotsLoose({ only: ['press-and-return'] })
  expect(kit.inbox.messages({ to: 'press-and-return@robots.example' })).toHaveLength(2)
})

/** An application that redeems what a GET brings, as so many do. */
function eager({ auth, inbox }: TestAuth): (request: Request) => Promise<Response> {
  return async (request) => {
    const isLink = request.method === 'GET' && /\/link\/[0-9a-z]{26}$/.test(new URL(request.url).pathname)
    if (!isLink) return auth.handler(request)
    const mail = inbox.messages().at(-1)
    return auth.handler(
      new Request('https://app.example.com/auth/magic-link/verify', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: mail?.token, email: mail?.to }),
      }),
    )
  }
}

test('a mount that redeems a link on GET is found out, by the robot that got in and what it did', async () => {
  const kit = testAuth()
  kit.mount(eager(kit))
  await expect(kit.letRobotsLoose()).rejects.toThrow(
    /^The robot "prefetch" got a session\. It did:\n {2}GET https:\/\/app\.example\.com\/auth\/link\/\w+ 200\n/,
  )
})

test('a mount that hides the session it made is found out all the same', async () => {
  const kit = testAuth()
  const app = eager(kit)
  kit.mount(async (request) => {
    const response = await app(request)
    if (request.method === 'GET') response.headers.delete('set-cookie')
    return response
  })
  await expect(kit.letRobotsLoose({ only: ['follow'] })).rejects.toThrow('The robot "follow" got a session.')
})

test('a mount where looking at a link spends it is found out', async () => {
  const kit = testAuth()
  kit.mount(async (request) => {
    const { pathname } = new URL(request.url)
    const id = /\/link\/([0-9a-z]{26})$/.exec(pathname)?.[1]
    if (request.method === 'HEAD' && id !== undefined) {
      const token = kit.inbox.messages().at(-1)?.token
      await kit.auth.handler(
        new Request(`https://app.example.com/auth/attempts/${id}/cancel`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token }),
        }),
      )
    }
    return kit.auth.handler(request)
  })
  await expect(kit.letRobotsLoose({ only: ['head'] })).rejects.toThrow(/^The robot "head" broke the link: 401 \S+\./)
})

test('the robots are those that were chosen, at the addresses that were given', async () => {
  const kit = testAuth({ signUp: { domains: ['acme.example'] } })
  await expect(kit.letRobotsLoose({ only: ['head'] })).rejects.toThrow('No mail to head@robots.example')
  const reports = await kit.letRobotsLoose({ only: ['head', 'post'], addressFor: (name) => `${name}@acme.example` })
  expect(reports.map(({ robot }) => robot)).toEqual(['head', 'post'])
  expect(kit.inbox.messages({ to: 'post@acme.example' })).toHaveLength(1)
})
