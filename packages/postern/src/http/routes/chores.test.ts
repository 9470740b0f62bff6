import { afterEach, describe, expect, test } from 'vitest'
import { devInbox } from '../../adapters/dev-inbox/dev-inbox.ts'
import { sqlite } from '../../adapters/sqlite/sqlite.ts'
import { type Postern, postern } from '../../postern.ts'

const secret = 'a chores secret of thirty-two bytes'.replaceAll(' ', '-')
const origin = 'http://localhost:3000'
let auth: Postern

afterEach(() => auth.close())

function start(chores?: { secret: string }, background: 'manual' | ((work: Promise<unknown>) => void) = 'manual') {
  const inbox = devInbox()
  auth = postern({
    baseUrl: origin,
    secret: 'a secret for tests, of thirty-two bytes and more',
    store: sqlite(':memory:'),
    mail: { from: 'a@acme.example', transport: inbox },
    background,
    ...(chores && { chores }),
  })
  return inbox
}

function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { host: 'localhost:3000', ...(init.headers as Record<string, string>) }
  return auth.handler(new Request(`${origin}/auth${path}`, { method: 'POST', ...init, headers }))
}

const shown = (text: string) => ({ headers: { authorization: text } })

describe('POST /chores', () => {
  test('runs a round for whoever shows the secret, and says when to come back', async () => {
    start({ secret })
    const response = await call('/chores', shown(`Bearer ${secret}`))
    expect(response.status).toBe(200)
    const { nextAt } = (await response.json()) as { readonly nextAt: string }
    expect(Date.parse(nextAt)).toBeGreaterThan(Date.now() - 60_000)
  })

  test.each(['', 'Bearer', `Bearer ${secret}x`, `Bearer ${secret.slice(1)}`, `Basic ${secret}`, secret])(
    'is a 401 for whoever shows %j',
    async (text) => {
      start({ secret })
      expect((await call('/chores', shown(text))).status).toBe(401)
    },
  )

  test('is nothing to GET, and nothing at all without the option', async () => {
    start({ secret })
    expect((await call('/chores', { method: 'GET', ...shown(`Bearer ${secret}`) })).status).toBe(405)
    await auth.close()
    start()
    expect((await call('/chores', shown(`Bearer ${secret}`))).status).toBe(404)
  })
})

describe('background: waitUntil', () => {
  test('the host is asked to wait for the mail, and for chores that are due', async () => {
    const work: Promise<unknown>[] = []
    const inbox = start(undefined, (one) => void work.push(one))
    expect(work).toEqual([])
    await call('/magic-link', {
      body: JSON.stringify({ email: 'ada@acme.example' }),
      headers: { 'content-type': 'application/json' },
    })
    expect(work.length).toBeGreaterThanOrEqual(2)
    await Promise.all(work)
    expect(inbox.messages()).toHaveLength(1)
  })

  test('one round at a time, and none before it is due', async () => {
    const work: Promise<unknown>[] = []
    start(undefined, (one) => void work.push(one))
    await Promise.all([1, 2, 3].map(() => call('/me', { method: 'GET' })))
    expect(work).toHaveLength(1)
    await Promise.all(work)
    await call('/me', { method: 'GET' })
    expect(work).toHaveLength(1)
  })

  test('a host that refuses to wait is a fault, and no answer is lost by it', async () => {
    const faults: unknown[] = []
    auth = postern({
      baseUrl: origin,
      secret: 'a secret for tests, of thirty-two bytes and more',
      store: sqlite(':memory:'),
      mail: { from: 'a@acme.example', transport: devInbox() },
      background() {
        throw new Error('outside of a request')
      },
      onFault: (fault) => faults.push(fault),
    })
    expect((await call('/me', { method: 'GET' })).status).toBe(401)
    expect(faults).toEqual([new Error('outside of a request')])
  })
})

test('closing twice is closing once', async () => {
  start()
  await auth.start()
  await Promise.all([auth.close(), auth.close()])
  await auth.close()
})

describe('the options of it', () => {
  const options = {
    baseUrl: origin,
    secret: 'a secret for tests, of thirty-two bytes and more',
    store: sqlite(':memory:'),
    mail: { from: 'a@acme.example', transport: devInbox() },
  }

  test.each([{ secret: 'short' }, { secret: `${secret} ` }, { secret: `${secret}é` }, {}, 'x', null])(
    'chores %j is refused by name',
    (chores) => {
      expect(() => postern({ ...options, chores: chores as never })).toThrow(/^chores(?:\.secret)? must /)
    },
  )

  test.each(['never', 1, null])('background %j is refused by name', (background) => {
    expect(() => postern({ ...options, background: background as never })).toThrow(/^background /)
  })
})
