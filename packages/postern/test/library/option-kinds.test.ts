/** Every option, and everything that it is not. */
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { devInbox } from '../../src/adapters/dev-inbox/dev-inbox.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import type { CodeFormat, Lifetimes } from '../../src/domain/scope.ts'
import { type PosternOptions, postern } from '../../src/index.ts'
import type { TokenOptions } from '../../src/token-options.ts'
import { strangeBut } from '../support/strange-values.ts'

const transport = devInbox()
const sound = {
  baseUrl: 'http://localhost:4000',
  secret: 'a secret of thirty-two characters, or more',
  store: sqlite(':memory:'),
  mail: { from: 'no-reply@example.com', transport },
}
const schema = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } }
const secret = 'x'.repeat(40)

interface Takes {
  /** Values that are taken. */
  readonly sound: readonly unknown[]
  /** Sorts of which any other value may be taken as well. */
  readonly open?: readonly string[]
}

type Table<T> = Readonly<Record<Exclude<keyof T, Group>, Takes>>
type Group = 'chores' | 'code' | 'lifetimes' | 'mail' | 'tokens'

const flag: Takes = { sound: [true, false] }
const anyText: Takes = { sound: ['something'], open: ['text'] }
const call: Takes = { sound: [() => undefined], open: ['function'] }
const minute: Takes = { sound: [60_000] }

const options: Table<PosternOptions> = {
  approval: flag,
  background: { sound: ['loop', 'manual', () => undefined], open: ['function'] },
  basePath: { sound: ['/auth', ''] },
  baseUrl: { sound: ['http://localhost:4000'] },
  explainClosed: flag,
  forwardingHeader: { sound: ['forwarded', 'x-forwarded-for'] },
  homeUrl: { sound: ['/home', 'https://acme.example/'], open: ['text'] },
  limits: { sound: ['on', 'off'] },
  link: { sound: ['fragment', 'query'] },
  linkUrl: { sound: ['https://acme.example/in'] },
  liveSets: { sound: [1, 2, 3] },
  locale: { sound: ['en', 'de-AT', 'ZH_hant', 'iw'] },
  logoUrl: { sound: ['/logo.svg'], open: ['text'] },
  mode: { sound: ['cookie', 'bearer'] },
  name: anyText,
  newDeviceMail: flag,
  onFault: call,
  origins: { sound: [['https://acme.example'], []] },
  placeOf: call,
  redirects: { sound: [['https://acme.example/in'], []] },
  roles: { sound: [['admin', 'member'], []] },
  sameBrowserOnly: flag,
  secret: { sound: [secret, [secret, 'y'.repeat(40)]] },
  signUp: { sound: ['open', 'closed', 'invited', { domains: ['acme.example'] }] },
  startUrl: { sound: ['/start'], open: ['text'] },
  store: { sound: [sqlite(':memory:')] },
  theme: { sound: ['light', 'dark'] },
  timeZone: { sound: ['UTC', 'Europe/Berlin'] },
  trustedHops: { sound: [0, 2] },
  userData: { sound: [schema, Object.assign(() => undefined, schema)] },
}
const mail: Readonly<Record<keyof PosternOptions['mail'], Takes>> = {
  deliver: call,
  from: { sound: ['Acme <no-reply@acme.example>'] },
  postalLine: anyText,
  transport: { sound: [transport, [transport, transport]] },
}
const code: Readonly<Record<keyof CodeFormat, Takes>> = {
  kind: { sound: ['digits', 'letters', 'alphanumeric', 'bytes'] },
  length: { sound: [8] },
}
const lifetimes: Readonly<Record<keyof Lifetimes, Takes>> = {
  binding: minute,
  freshProof: minute,
  knownBrowser: minute,
  secrets: minute,
  session: minute,
  sessionIdle: minute,
}
const tokens: Readonly<Record<keyof TokenOptions, Takes>> = {
  accessToken: { sound: [600_000, false] },
  algorithm: { sound: ['ES256', 'EdDSA', 'RS256'] },
  audience: { sound: ['https://api.acme.example'], open: ['text'] },
  claims: call,
  introspection: { sound: [secret, [secret]] },
  refreshToken: { sound: [86_400_000] },
  rotateEvery: { sound: [86_400_000] },
}

const groups: Readonly<Record<string, { readonly members: Readonly<Record<string, Takes>>; readonly sound: object }>> =
  {
    mail: { members: mail, sound: { from: sound.mail.from, transport } },
    code: { members: code, sound: { kind: 'letters', length: 8 } },
    lifetimes: { members: lifetimes, sound: {} },
    tokens: { members: tokens, sound: {} },
    chores: { members: { secret: { sound: [secret] } }, sound: { secret } },
  }

interface Case extends Takes {
  readonly path: string
  readonly with: (value: unknown) => object
}

const cases: readonly Case[] = [
  ...Object.entries(options).map(([path, takes]): Case => ({ ...takes, path, with: (value) => ({ [path]: value }) })),
  ...Object.entries(groups).flatMap(([group, { members, sound: rest }]): readonly Case[] => [
    { path: group, sound: [rest], with: (value) => ({ [group]: value }) },
    ...Object.entries(members).map(
      ([name, takes]): Case => ({
        ...takes,
        path: `${group}.${name}`,
        with: (value) => ({ [group]: { ...(name === 'deliver' ? { from: sound.mail.from } : rest), [name]: value } }),
      }),
    ),
  ]),
]

/** The fault of a mount with these options. */
function faultOf(more: object): unknown {
  try {
    postern({ ...sound, ...more } as never)
    return undefined
  } catch (fault) {
    return fault
  }
}

describe.each(cases)('the option $path', ({ path, sound: well, open = [], with: given }) => {
  test('takes what it is for', () => {
    expect(well.filter((value) => faultOf(given(value)) !== undefined)).toEqual([])
  })

  test('is refused by its path as anything else', () => {
    const wrong = strangeBut(open).filter((value) => !well.some((one) => isDeepStrictEqual(one, value)))
    const named = new RegExp(`^${path.replaceAll('.', '\\.')}[ .]`)
    const passed = wrong.filter((value) => {
      const fault = faultOf(given(value))
      return !(fault instanceof TypeError && named.test(fault.message))
    })
    expect(wrong.length).toBeGreaterThan(6)
    expect(passed).toEqual([])
  })
})
