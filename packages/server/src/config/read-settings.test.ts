import { expect, test } from 'vitest'
import { type Given, readSettings } from './read-settings.ts'
import { Refusal } from './refusal.ts'
import type { Settings } from './settings.ts'

const nothing: Given = { flags: new Map(), environment: {}, file: undefined }
const read = (given: Partial<Given>): Settings => readSettings({ ...nothing, ...given }).settings

function refused(given: Partial<Given>): readonly string[] {
  try {
    read(given)
  } catch (fault) {
    if (fault instanceof Refusal) return fault.lines
    throw fault
  }
  throw new Error('nothing was refused')
}

test('a flag wins over the environment, and the environment over the file', () => {
  const file = { name: 'postern.config.ts', settings: { port: 1, host: 'file', name: 'File' } }
  const environment = { PORT: '2', HOST: 'environment' }
  const flags = new Map([['--port', '3']])
  expect(read({ flags, environment, file })).toEqual({ port: 3, host: 'environment', name: 'File' })
})

test('an empty variable counts as unset', () => {
  expect(read({ environment: { PORT: '', POSTERN_NAME: ' ' } })).toEqual({})
})

test('text becomes what the setting is', () => {
  const environment = {
    POSTERN_SECRET: `${'a'.repeat(32)}, ${'b'.repeat(32)}`,
    POSTERN_SIGN_UP: 'acme.example, acme.test',
    POSTERN_REDIRECTS: 'https://a.example/x https://b.example/y',
    POSTERN_APPROVAL: 'off',
    POSTERN_LIVE_SETS: '2',
    POSTERN_DATABASE_POOL: '40',
  }
  expect(read({ environment })).toEqual({
    secret: ['a'.repeat(32), 'b'.repeat(32)],
    signUp: { domains: ['acme.example', 'acme.test'] },
    redirects: ['https://a.example/x', 'https://b.example/y'],
    approval: false,
    liveSets: 2,
    databasePool: 40,
  })
})

test.each([
  ['PORT', '70000'],
  ['PORT', '1e3'],
  ['HOST', 'two words'],
  ['POSTERN_ROOT_KEY', 'a root key with a space in it, canary-pw'],
  ['POSTERN_METRICS_SECRET', 'a secret with a space in it, canary-pw'],
  ['POSTERN_BASE_URL', 'sign-in.example.com'],
  ['DATABASE_URL', 'mysql://ann:canary-pw@db/postern'],
  ['DATABASE_URL', 'postgres:ann:canary-pw@db/postern'],
  ['DATABASE_URL', 'postgres://ann:canary-pw@db:port/postern'],
  ['DATABASE_URL', 'postgres://ann:canary-pw@db'],
  ['DATABASE_URL', 'postgres://ann:%canary-pw@db/postern'],
  ['DATABASE_URL', 'postgres://ann:canary-pw@db/postern?sslmode=maybe'],
  ['DATABASE_URL', 'postgres://ann:canary-pw@db/postern?sslrootcert=/nowhere/canary-pw.pem'],
  ['POSTERN_DATABASE_POOL', '0'],
  ['POSTERN_DATABASE_POOL', '1'],
  ['DATABASE_URL', 'postgres://ann:canary-pw@db/postern?options=canary-pw'],
  ['DATABASE_URL', 'postgres://ann:canary-pw@db/postern?pgbouncer=1'],
  ['POSTERN_DATABASE_POOL', 'many'],
  ['SMTP_URL', 'http://ann:canary-pw@mail.example'],
  ['SMTP_URL', 'smtp://mail.example/path?canary-pw'],
  ['POSTERN_SECRET', 'canary-pw'],
  ['MAIL_FROM', 'nobody'],
  ['MAIL_RETURN_PATH', 'Acme <bounces@acme.example>'],
  ['MAIL_NOTICE_SECRET', 'user:canary-pw'],
  ['MAIL_NOTICE_SECRET', 'a-canary-pw-without-a-user'],
  ['POSTERN_SIGN_UP', 'opne'],
  ['POSTERN_EXPLAIN_CLOSED', 'yes'],
  ['POSTERN_START_URL', 'javascript:alert(1)'],
  ['POSTERN_THEME', 'pink'],
  ['POSTERN_REDIRECTS', 'https://*.example.com'],
  ['POSTERN_REDIRECTS', 'http://app.example.com/'],
  ['POSTERN_ORIGINS', 'https://app.example.com/path'],
  ['POSTERN_APPROVAL', 'true'],
  ['POSTERN_LINK', 'path'],
  ['POSTERN_LIVE_SETS', '4'],
  ['POSTERN_LOCALE', 'english please'],
  ['POSTERN_TIME_ZONE', 'Mars/Olympus'],
  ['POSTERN_LIMITS', 'none'],
  ['POSTERN_TRUSTED_HOPS', '-1'],
  ['POSTERN_FORWARDING_HEADER', 'x-real-ip'],
  ['POSTERN_LOG_LEVEL', 'verbose'],
  ['POSTERN_LOG_FORMAT', 'xml'],
])('%s=%s is refused by its name, and no secret is repeated', (name, value) => {
  const lines = refused({ environment: { [name]: value } })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(new RegExp(`^${name} (?:must|has|cannot|names) `))
  expect(lines[0]).not.toContain('canary-pw')
  expect(lines[0]).not.toContain('\n')
})

test('every wrong setting has its line', () => {
  const file = { name: 'postern.config.ts', settings: { prot: 3000, code: { kind: 'digits', length: 2 } } }
  expect(refused({ environment: { PORT: 'x', POSTERN_SIGNUP: 'open' }, file })).toEqual([
    'PORT must be a whole number from 0 to 65535; it got "x".',
    'code in postern.config.ts is too short for its tries: 6 digits or 5 letters at least; it got {"kind":"digits","length":2}.',
    'prot in postern.config.ts is no setting.',
    'POSTERN_SIGNUP is no setting. All of them: postern --help',
  ])
})

test('variables of others that begin like ours are left alone', () => {
  const environment = {
    POSTERN_PORT: 'tcp://10.0.0.1:3000',
    POSTERN_PORT_3000_TCP_ADDR: '10.0.0.1',
    POSTERN_SERVICE_HOST: '10.0.0.1',
    POSTERN_TEST_SKIP: 'e2e',
  }
  expect(read({ environment })).toEqual({})
})

test('a port that is named as if it were ours is refused, and the hint says what its name is', () => {
  expect(refused({ environment: { POSTERN_PORT: '8080' } })).toEqual([
    'POSTERN_PORT is no setting: the port is PORT. All of them: postern --help',
  ])
  expect(refused({ environment: { POSTERN_PORT_NUMBER: '8080' } })).toHaveLength(1)
})

test.each([
  'sqlite:./postern.db',
  'sqlite::memory:',
  'postgres://db.example/postern',
  'postgresql://ann:p%40ss@[2001:db8::1]:6432/postern?sslmode=verify-full&pgbouncer=true',
])('DATABASE_URL=%s is taken', (value) => {
  expect(read({ environment: { DATABASE_URL: value } })).toEqual({ databaseUrl: value })
})
