/** Webhooks of a real process, on either store: told as the reference library expects, and through a crash. */
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { browser } from './browser.ts'
import { cleanUp, dev, type Launch, newFolder, until } from './process.ts'
import { openReceiver, type Received, type Receiver } from './receiver.ts'

const rootKey = 'a-root-key-of-at-least-thirty-two-letters'
const authorization = `Bearer ${rootKey}`
let receiver: Receiver
let url: string
/** What it took. */
let received: Received[]
let status: number

beforeEach(async () => {
  received = []
  status = 204
  receiver = await openReceiver()
  url = `${receiver.url}/hook`
  receiver.answer = (call) => {
    if (status < 300) received.push(call)
    return { status }
  }
})

afterEach(async () => {
  await cleanUp()
  receiver.close()
})

const launched = (folder: string): Partial<Launch> => ({
  folder,
  env: { POSTERN_ROOT_KEY: rootKey, POSTERN_LIMITS: 'off' },
})

const told = (type: string) => received.map(({ body }) => JSON.parse(body)).filter((event) => event.type === type)

test('an event is told once it is sealed, signed with the secret that was shown', async () => {
  const server = await dev(launched(newFolder()))
  const caller = browser(server.url)
  const made = await caller.ask('/api/v1/webhooks', { headers: { authorization }, json: { url, events: ['link.*'] } })
  expect(made.status).toBe(201)
  const secret = String(made.json()['secret'])
  await caller.ask('/auth/magic-link', { json: { email: 'anna@example.com' } })
  await until(() => (told('link.requested').length > 0 ? true : undefined), 'a call', 30_000)
  const [first] = received as [Received]
  expect(new Webhook(secret).verify(first.body, first.headers)).toMatchObject({ data: { tenant: 'default' } })
  caller.close()
})

test('what was acknowledged before a crash is told after it', async () => {
  const folder = newFolder()
  const first = await dev(launched(folder))
  const caller = browser(first.url)
  status = 500
  const json = { url, events: ['link.requested'] }
  expect((await caller.ask('/api/v1/webhooks', { headers: { authorization }, json })).status).toBe(201)
  const asked = new Set<string>()
  for (let n = 0; n < 30; n++) {
    const answer = await caller.ask('/auth/magic-link', { json: { email: `anna${n}@example.com` } })
    asked.add(String(answer.json()['attemptId']))
    // Some are sealed and queued by now, some are not.
    if (n === 15) await new Promise((resolve) => setTimeout(resolve, 1_500))
  }
  caller.close()
  await first.stop('SIGKILL')
  status = 204
  await dev(launched(folder))
  const reached = () => new Set(told('link.requested').map(({ data }) => String(data.attempt)))
  // One that was under way is leased to the process that died, for a minute.
  await until(() => (reached().size >= asked.size ? true : undefined), 'every call', 100_000)
  expect([...reached()].toSorted()).toEqual([...asked].toSorted())
  const ids = received.map(({ headers }) => headers['webhook-id'])
  expect(new Set(ids).size).toBe(asked.size)
}, 150_000)
