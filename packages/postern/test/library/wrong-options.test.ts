import { describe, expect, test } from 'vitest'
import { devInbox } from '../../src/adapters/dev-inbox/dev-inbox.ts'
import { postgres } from '../../src/adapters/postgres/postgres.ts'
import { smtp } from '../../src/adapters/smtp/smtp.ts'
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
  [{ logoUrl: 'http://cdn.example/logo.png' }, 'logoUrl'],
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
  [{ locale: 'xx' }, 'locale'],
  [{ locale: 'english' }, 'locale'],
])('a wrong value is a TypeError that names its path: %j', (wrong, path) => {
  expect(() => postern({ ...sound, ...wrong } as never)).toThrow(TypeError)
  expect(() => postern({ ...sound, ...wrong } as never)).toThrow(new RegExp(`^${path.replace('.', '\\.')}`))
})

test.each<[() => unknown, string]>([
  [
    () => smtp('smtp://localhost', { returnpath: 'a@acme.example' } as never),
    'smtp: returnpath is no option: smtp: returnPath is',
  ],
  [() => smtp('smtp://localhost', { port: 25 } as never), 'smtp: port is no option'],
  [() => smtp({ hots: 'localhost' } as never), 'smtp: hots is no option'],
  [() => smtp({ host: 'localhost', tls: { cert: 'x' } as never }), 'smtp: tls.cert is no option'],
  [() => smtp({ host: 'localhost', timeouts: { idel: 5 } as never }), 'smtp: timeouts.idel is no option'],
  [() => sqlite(':memory:', { wait: 5 } as never), 'sqlite: wait is no option'],
  [() => sqlite(':memory:', { waitForLock: '5s' } as never), 'sqlite: waitForLock must be a number'],
  [() => postgres('postgres://localhost/app', { max: 5 } as never), 'postgres: max is no option'],
  [() => postgres('postgres://localhost/app', { listen: 'no' } as never), 'postgres: listen must be true or false'],
  [() => devInbox({ size: 5 } as never), 'devInbox: size is no option'],
])('a store and a transport refuse what is no option of theirs: %s', (make, message) => {
  expect(make).toThrow(new TypeError(message))
})

test('what is missing of a redirect and of an origin is said', () => {
  const redirects = ['http://acme.example/in']
  expect(() => postern({ ...sound, redirects })).toThrow(/^redirects .* by https .*: http:\/\/acme\.example\/in$/)
  const origins = ['https://acme.example/']
  expect(() => postern({ ...sound, origins })).toThrow(/^origins .* such as https:\/\/app\.example\.com: https/)
})
