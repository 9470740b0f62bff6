import { describe, expect, test } from 'vitest'
import { devInbox } from '../../src/adapters/dev-inbox/dev-inbox.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { postern } from '../../src/index.ts'

const sound = {
  baseUrl: 'http://localhost:4000',
  secret: 'a secret of thirty-two characters, or more',
  store: sqlite(':memory:'),
  mail: { from: 'no-reply@example.com', transport: devInbox() },
}

describe('an option that is none is refused before anything is opened:', () => {
  test.each([
    [{ signup: 'closed' }, 'signup is no option: signUp is'],
    [{ colour: 'red' }, 'colour is no option'],
    [{ mail: { ...sound.mail, replyTo: 'a@example.com' } }, 'mail.replyTo is no option'],
    [{ mode: 'bearer', tokens: { accesstoken: false } }, 'tokens.accesstoken is no option: tokens.accessToken is'],
    [{ lifetimes: { sessions: 1_000 } }, 'lifetimes.sessions is no option'],
    [{ code: { kind: 'digits', length: 6, alphabet: 'ABC' } }, 'code.alphabet is no option'],
    [{ chores: { secret: 'x'.repeat(40), every: 5 } }, 'chores.every is no option'],
    [{ ['constructor']: 1 }, 'constructor is no option'],
  ])('%j', (wrong, message) => {
    expect(() => postern({ ...sound, ...wrong } as never)).toThrow(new TypeError(message))
  })

  test('the sound ones are taken', async () => {
    await postern(sound).close()
  })
})

test.each([
  [{ baseUrl: 'ftp://localhost' }, 'baseUrl'],
  [{ basePath: 'auth/' }, 'basePath'],
  [{ secret: 'short' }, 'secret'],
  [{ store: {} }, 'store'],
  [{ mail: { from: 'no-reply@example.com' } }, 'mail.transport'],
  [{ trustedHops: -1 }, 'trustedHops'],
  [{ roles: ['a b'] }, 'roles'],
  [{ userData: {} }, 'userData'],
  [{ background: 'sometimes' }, 'background'],
  [{ chores: { secret: 'short' } }, 'chores.secret'],
  [
    {
      baseUrl: 'https://app.example.com',
      limits: 'off',
      mail: { ...sound.mail, transport: { name: 'own', channel: 'mail', send: () => {} } },
    },
    'limits',
  ],
  [{ mode: 'tokens' }, 'mode'],
  [{ tokens: { algorithm: 'HS256' } }, 'tokens.algorithm'],
  [{ lifetimes: { session: -5 } }, 'lifetimes.session'],
  [{ redirects: ['javascript:alert(1)'] }, 'redirects'],
  [{ signUp: 'maybe' }, 'signUp'],
  [{ signUp: { domains: [] } }, 'signUp'],
  [{ signUp: { domains: [5] } }, 'signUp.domains'],
  [{ signUp: { domains: ['acme'] } }, 'signUp.domains'],
  [{ signUp: { domain: ['acme.example'] } }, 'signUp.domain'],
  [{ code: { kind: 'digits', length: 2 } }, 'code'],
])('a wrong value is a TypeError that names its path: %j', (wrong, path) => {
  expect(() => postern({ ...sound, ...wrong } as never)).toThrow(TypeError)
  expect(() => postern({ ...sound, ...wrong } as never)).toThrow(new RegExp(`^${path.replace('.', '\\.')}`))
})
