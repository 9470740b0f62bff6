/** Every function of the library's own code, and every argument that none of them is for. */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Postern, postern } from '../../src/index.ts'
import { createDatabase, type Database } from '../support/database.ts'
import { createRecorder } from '../support/recorder.ts'
import { strangeBut } from '../support/strange-values.ts'

const email = 'ada@example.com'
const request = new Request('https://app.example.com/form')
const mail = createRecorder()
let database: Database
let auth: Postern
let id: string

beforeAll(async () => {
  database = await createDatabase()
  auth = postern({
    baseUrl: 'https://app.example.com',
    secret: 'a secret for tests, of thirty-two bytes and more',
    store: database.source,
    mail: { from: 'no-reply@acme.example', transport: mail },
    background: 'manual',
  })
  const made = await auth.users.create({ email })
  if (made.status !== 'created') throw new Error(made.status)
  id = made.user.id
})
afterAll(async () => {
  await auth.close()
  await database.remove()
})

interface Case {
  /** The argument or member, as the fault names it. */
  readonly name: string
  readonly call: (value: never) => unknown
  /** Sorts of values that are for it. */
  readonly takes: readonly string[]
  /** Values of other sorts that are for it as well. */
  readonly sound?: readonly unknown[]
  /** Whether it may be left out. */
  readonly optional?: true
  /** What a wrong value is answered with, where it is answered. */
  readonly answer?: object
}

type Members = Readonly<Record<string, Pick<Case, 'takes' | 'sound' | 'answer'>>>

const text = { takes: ['text'] }
const texts = { takes: [], sound: [[]] }
const page: Members = { after: text, limit: { takes: [] } }
const reason: Members = { reason: text }
const data = { takes: ['object'] }
const link: Members = { request: { takes: [] }, redirectTo: text, state: text, locale: text }
const verify: Members = { request: { takes: [] }, handle: text, switchAccount: { takes: ['flag'] } }

/** An argument by itself. */
function alone(
  name: string,
  call: (value: never) => unknown,
  takes: readonly string[],
  more: Partial<Case> = {},
): Case {
  return { name, call, takes, ...more }
}

/** An argument that is an object, each of its members, and one that it has not. */
function within(name: string, call: (value: never) => unknown, members: Members, rest?: object): readonly Case[] {
  const whole: Case = { name, call, takes: ['object'], ...(rest === undefined && { optional: true }) }
  const member = (one: string, more: Members[string]): Case => ({
    name: one,
    call: (value) => call({ ...rest, [one]: value } as never),
    optional: true,
    ...more,
  })
  return [whole, ...Object.entries(members).map(([one, more]) => member(one, more)), member('status', { takes: [] })]
}

const refused = (why: string): { readonly answer: object } => ({ answer: { status: 'refused', reason: why } })
const status = (word: string): { readonly answer: object } => ({ answer: { status: word } })

const functions: Readonly<Record<string, readonly Case[]>> = {
  getUser: [alone('from', (from) => auth.getUser(from), [])],
  requireUser: [alone('from', (from) => auth.requireUser(from), [])],
  getSession: [alone('from', (from) => auth.getSession(from), [])],
  signInUrl: [alone('returnTo', (to) => auth.signInUrl(to), ['text'], { optional: true })],
  requestMagicLink: [
    alone('email', (to) => auth.requestMagicLink(to), [], status('email-invalid')),
    ...within('options', (options) => auth.requestMagicLink(email, options), { ...link, proof: text }),
  ],
  createMagicLink: [
    alone('email', (to) => auth.createMagicLink(to), [], status('email-invalid')),
    ...within('options', (options) => auth.createMagicLink(email, options), link),
  ],
  verifyMagicLink: [
    alone('token', (token) => auth.verifyMagicLink(token), [], status('link-unknown')),
    ...within('options', (options) => auth.verifyMagicLink('token', options), { ...verify, email: text }),
  ],
  verifyCode: within(
    'input',
    (input) => auth.verifyCode(input),
    {
      ...verify,
      attemptId: { takes: [], ...status('attempt-unknown') },
      code: { takes: [], ...status('attempt-unknown') },
    },
    { attemptId: '0'.repeat(26), code: '000000' },
  ),
  changeEmail: [
    alone('from', (from) => auth.changeEmail(from, 'new@example.com'), []),
    alone('userId', (userId) => auth.changeEmail({ userId }, 'new@example.com'), ['text']),
    alone('newEmail', (to) => auth.changeEmail({ userId: id }, to), [], status('email-invalid')),
    ...within('options', (options) => auth.changeEmail({ userId: id }, 'new@example.com', options), {
      mode: { takes: [] },
      locale: text,
      redirectTo: text,
    }),
  ],
  'users.find': [alone('email', (to) => auth.users.find(to), ['text'])],
  'users.get': [alone('id', (user) => auth.users.get(user), ['text'])],
  'users.export': [alone('id', (user) => auth.users.export(user), ['text'])],
  'users.list': within('options', (options) => auth.users.list(options), { ...page, emailPrefix: text }),
  'users.create': within(
    'input',
    (input) => auth.users.create(input),
    {
      email: { takes: [], ...refused('email-invalid') },
      id: { takes: ['text'], ...refused('id-invalid') },
      name: text,
      locale: text,
      data,
      roles: texts,
    },
    { email: 'bob@example.com' },
  ),
  'users.update': [
    alone('id', (user) => auth.users.update(user, {}), ['text']),
    ...within(
      'changes',
      (changes) => auth.users.update(id, changes),
      {
        name: { takes: ['text', 'null'] },
        locale: { takes: ['text', 'null'] },
        data: { takes: ['object', 'null'] },
        roles: texts,
      },
      {},
    ),
  ],
  'users.setRoles': [
    alone('id', (user) => auth.users.setRoles(user, []), ['text']),
    alone('roles', (roles) => auth.users.setRoles(id, roles), [], { sound: [[]] }),
  ],
  ...Object.fromEntries(
    (['ban', 'unban', 'remove', 'anonymise'] as const).map((verb) => [
      `users.${verb}`,
      [
        alone('id', (user) => auth.users[verb](user), ['text']),
        ...within('options', (options) => auth.users[verb](id, options), reason),
      ],
    ]),
  ),
  'sessions.list': [alone('userId', (user) => auth.sessions.list(user), ['text'])],
  'sessions.revoke': [alone('sessionId', (session) => auth.sessions.revoke(session), ['text'])],
  'sessions.revokeAll': [
    alone('userId', (user) => auth.sessions.revokeAll(user), ['text']),
    ...within('options', (options) => auth.sessions.revokeAll(id, options), { except: text }),
  ],
  'invitations.create': within(
    'input',
    (input) => auth.invitations.create(input),
    {
      email: { takes: [], ...refused('email-invalid') },
      roles: texts,
      expiresIn: { takes: [] },
      locale: text,
      invitedBy: text,
      data,
    },
    { email: 'bob@example.com' },
  ),
  'invitations.get': [alone('id', (invitation) => auth.invitations.get(invitation), ['text'])],
  'invitations.list': within('options', (options) => auth.invitations.list(options), page),
  'invitations.revoke': [
    alone('id', (invitation) => auth.invitations.revoke(invitation), ['text']),
    ...within('options', (options) => auth.invitations.revoke('0'.repeat(26), options), reason),
  ],
  'mail.send': [
    alone('to', (to) => auth.mail.send(to, { subject: 'Hello', text: 'Hello.' }), ['text']),
    ...within(
      'mail',
      (mail) => auth.mail.send(id, mail),
      { subject: text, text, html: text, attachments: texts },
      { subject: 'Hello', text: 'Hello.' },
    ),
    ...(['filename', 'type', 'content'] as const).map((member) =>
      alone(
        member,
        (value) => {
          const attachment = { filename: 'a.txt', type: 'text/plain', content: 'a', [member]: value }
          return auth.mail.send(id, { subject: 'Hello', text: 'Hello.', attachments: [attachment] })
        },
        ['text'],
      ),
    ),
    alone('attachments', (value) => auth.mail.send(id, { subject: 'Hello', text: 'Hello.', attachments: [value] }), [
      'object',
    ]),
  ],
  on: [
    alone('type', (type) => auth.on(type, () => undefined), []),
    alone('listener', (listener) => auth.on('*', listener), ['function']),
  ],
  before: [
    alone('act', (act) => auth.before<'sign-in'>(act, () => undefined), []),
    alone('hook', (hook) => auth.before('sign-in', hook), ['function']),
  ],
}

const cases = Object.entries(functions).flatMap(([of, all]) => all.map((one) => ({ of, ...one })))

/** What came of a call, whether it threw, rejected or answered. */
async function outcomeOf(call: () => unknown): Promise<unknown> {
  try {
    return await call()
  } catch (fault) {
    return fault
  }
}

describe.each(cases)('$of: $name', ({ name, call, takes, sound = [], optional, answer }) => {
  test('is refused by its name as anything else, and nothing changes', async () => {
    const before = await database.rows()
    const named = new RegExp(`^(?:mail\\.send: )?${name}[ .:]`)
    const all = [...strangeBut(takes), ...(optional ? [] : [undefined])]
    const wrong = all.filter((value) => !sound.some((one) => isDeepStrictEqual(one, value)))
    const passed: unknown[] = []
    for (const value of wrong) {
      const outcome = await outcomeOf(() => call(value as never))
      const told = outcome instanceof TypeError && named.test(outcome.message)
      if (!told && !(answer && isLike(outcome, answer))) passed.push([value, outcome])
    }
    expect(passed).toEqual([])
    expect(await database.rows()).toBe(before)
  })
})

const isLike = (outcome: unknown, answer: object): boolean =>
  Object.entries(answer).every(([name, value]) => Object(outcome)[name] === value)

test('every function that the library has is here', () => {
  const without = ['handler', 'node', 'hono', 'start', 'runChores', 'close', 'keys.rotate']
  const all = Object.entries(auth).flatMap(([name, value]) =>
    typeof value === 'function'
      ? [name]
      : typeof value === 'object'
        ? Object.keys(value).map((verb) => `${name}.${verb}`)
        : [],
  )
  expect(all.filter((name) => !without.includes(name) && !name.startsWith('hono.')).toSorted()).toEqual(
    Object.keys(functions).toSorted(),
  )
})

test('a language that nobody speaks is no fault: the mail leaves in the one of the application', async () => {
  expect(await auth.requestMagicLink('cleo@example.com', { locale: 'nonsense', request })).toMatchObject({
    status: 'sent',
  })
  await vi.waitFor(() => expect(mail.mails()).toHaveLength(1))
})
