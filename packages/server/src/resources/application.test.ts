import { checkApplication, type Id, type Scope, scopeAt } from 'postern/kit'
import { expect, test } from 'vitest'
import { checkedApplication, describedScope } from '../directory/scope-of.ts'
import { applicationSchema } from './application-document.ts'
import { settingsFaults } from './application-faults.ts'
import { mergedSettings } from './settings.ts'
import { tenantSchema } from './tenant-document.ts'

const baseUrl = 'https://sign-in.example.com/t/acme/auth'
const own: Scope = scopeAt(
  { id: 'default' as Id<'tenant'> },
  {
    ...checkApplication({ name: 'Own', mail: { from: 'Own <no-reply@example.com>' } }, 'https://sign-in.example.com'),
    lifetimes: { ...checkApplication({ mail: { from: 'a@b.co' } }, baseUrl).lifetimes, sessionIdle: 60_000 },
  },
  'https://sign-in.example.com/auth',
)

function described(tenant: object, application: object) {
  return {
    tenant: 'acme' as Id<'tenant'>,
    tenantDocument: tenantSchema.parse({ name: 'Acme', ...tenant }),
    application: 'shop',
    document: applicationSchema.parse({ name: 'Shop', ...application }),
  }
}

const scope = (tenant: object, application: object): Scope =>
  describedScope(own, described(tenant, application), baseUrl)
const faultOf = (application: object): string => {
  try {
    checkedApplication(described({}, application), { baseUrl })
    return ''
  } catch (fault) {
    return (fault as Error).message
  }
}

test('an application speaks before its tenant, and its tenant before the installation', () => {
  const found = scope(
    { settings: { locale: 'fr', replyTo: 'help@acme.example', lifetimes: { session: 5_000 } } },
    { settings: { locale: 'de', lifetimes: { secrets: 4_000 } } },
  ).application
  expect(found).toMatchObject({
    locale: 'de',
    mail: { from: { name: 'Own', address: 'no-reply@example.com' }, replyTo: 'help@acme.example' },
    lifetimes: { session: 5_000, secrets: 4_000, sessionIdle: 60_000 },
  })
})

test('what the installation says holds for all that say nothing else, but whose it is', () => {
  const spoken = {
    signUp: { domains: ['acme.example'] },
    explainClosed: true,
    approval: false,
    sameBrowserOnly: true,
    newDeviceMail: false,
    code: { kind: 'letters', length: 8 },
    link: 'query',
    liveSets: 1,
    limits: 'off',
    locale: 'de',
    timeZone: 'Europe/Berlin',
    theme: 'dark',
  } as const
  const named = { homeUrl: 'https://own.example/', logoUrl: 'https://own.example/logo.png' }
  const speaking = { ...own, application: { ...own.application, ...spoken, ...named } }
  const found = (tenant: object, application: object) =>
    describedScope(speaking, described(tenant, application), baseUrl).application
  expect(found({}, {})).toMatchObject(spoken)
  expect(found({}, {})).not.toHaveProperty('homeUrl')
  expect(found({}, {})).not.toHaveProperty('logoUrl')
  expect(found({ settings: { signUp: 'open', approval: true } }, { settings: { theme: 'light' } })).toMatchObject({
    ...spoken,
    signUp: 'open',
    approval: true,
    theme: 'light',
  })
})

test('an application speaks the languages that it lists, its own where nothing fits', () => {
  expect(scope({ settings: { locales: ['de', 'fr'] } }, {}).application).toMatchObject({
    locale: 'de',
    locales: ['de', 'fr'],
  })
  expect(scope({ settings: { locales: ['de', 'fr'] } }, { settings: { locale: 'fr' } }).application).toMatchObject({
    locale: 'fr',
    locales: ['fr', 'de'],
  })
  expect(scope({}, {}).application).not.toHaveProperty('locales')
  expect(faultOf({ settings: { locales: ['xx'] } })).toMatch(/^locales has an entry/)
})

test('a suspended tenant lets nobody sign in, whatever its applications say', () => {
  expect(scope({ status: 'suspended' }, { signIn: 'on' }).application.signIn).toBe('off')
  expect(scope({}, { signIn: 'off' }).application.signIn).toBe('off')
})

test('a tenant’s numbers tighten the limits of its applications', () => {
  expect(scope({ limits: { mailsPerDay: 2 } }, {}).application.tightLimits).toEqual({ mailsPerDay: 2 })
})

test('tokens are off, inherited or said, and their claims cannot be Postern’s own', () => {
  const tokens = { mode: 'bearer', claims: { fixed: { plan: 'pro' }, user: { team: 'team' } } }
  expect(scope({}, {}).application.tokens).toBeUndefined()
  expect(scope({ settings: { tokens } }, { settings: { tokens: 'off' } }).application.tokens).toBeUndefined()
  expect(
    scope({ settings: { tokens }, signing: { algorithm: 'EdDSA' } }, { settings: { tokens: { accessToken: 300_000 } } })
      .application.tokens,
  ).toMatchObject({ ...tokens, accessToken: 300_000, algorithm: 'EdDSA', audience: 'https://sign-in.example.com' })
  expect(faultOf({ settings: { tokens: { mode: 'bearer', claims: { fixed: { sub: 'x' } } } } })).toMatch(
    /^tokens\.claims\.fixed\.sub is a claim of Postern's own/,
  )
  for (const group of ['fixed', 'user', 'registration']) {
    const claims = { [group]: { handed_off: 'team' } }
    expect(faultOf({ settings: { tokens: { mode: 'bearer', claims } } })).toBe(
      `tokens.claims.${group}.handed_off is a claim of Postern's own`,
    )
  }
})

test('what is wrong is told by the rule that would meet it', () => {
  expect(faultOf({ settings: { code: { kind: 'digits', length: 5 } } })).toMatch(/^code is too short/)
  expect(faultOf({ settings: { code: { kind: 'bytes', length: 16 } } })).toBe('')
  expect(faultOf({ previews: ['https://*.com/cb'] })).toMatch(/^previews\.0 must have two labels/)
  expect(faultOf({ redirects: ['http://shop.example/cb'] })).toMatch(/^redirects /)
  expect(faultOf({ settings: { replyTo: 'nobody' } })).toMatch(/^replyTo /)
})

test('a tenant’s own faults are told by their place in its document', () => {
  const tenant = tenantSchema.parse({ name: 'Acme', settings: { code: { kind: 'letters', length: 2 } } })
  expect(settingsFaults(tenant, 'acme' as Id<'tenant'>)).toEqual([
    { path: 'settings.code', why: expect.stringMatching(/^is too short/) },
  ])
})

test('settings merge group by group', () => {
  expect(mergedSettings({ tokens: { mode: 'bearer' } }, { tokens: { refreshToken: 1_000_000 } }).tokens).toEqual({
    mode: 'bearer',
    refreshToken: 1_000_000,
  })
  expect(mergedSettings({ tokens: 'off' }, {})).toEqual({ tokens: 'off' })
})

const sixLetters = { passwordlessLoginOneTimeCodeGenerator: { type: 'randomAlphaNumeric', length: 6 } }

test('what an application says in FusionAuth’s words comes before what its tenant says in ours', () => {
  const tenant = { settings: { code: { kind: 'digits', length: 8 }, lifetimes: { secrets: 300_000, session: 60_000 } } }
  const fusionAuth = { ...sixLetters, passwordlessLoginTimeToLiveInSeconds: 120 }
  expect(scope(tenant, { settings: { fusionAuth } }).application).toMatchObject({
    code: { kind: 'alphanumeric', length: 6 },
    lifetimes: { secrets: 120_000, session: 60_000 },
  })
})

test('what an application says in our words comes before what its tenant says in FusionAuth’s', () => {
  const tenant = { settings: { fusionAuth: { ...sixLetters, passwordlessLoginTimeToLiveInSeconds: 120 } } }
  expect(scope(tenant, { settings: { code: { kind: 'digits', length: 8 } } }).application).toMatchObject({
    code: { kind: 'digits', length: 8 },
    lifetimes: { secrets: 120_000 },
  })
})

test('either generator of an application comes before the one that its tenant names', () => {
  const fusionAuth = { passwordlessLoginGenerator: { type: 'randomDigits', length: 7 } }
  const found = scope({ settings: { fusionAuth: sixLetters } }, { settings: { fusionAuth } }).application
  expect(found.code).toEqual({ kind: 'digits', length: 7 })
})

test('one document that says the same both ways is read by our words', () => {
  const settings = { code: { kind: 'digits', length: 8 }, fusionAuth: sixLetters }
  expect(scope({}, { settings }).application.code).toEqual({ kind: 'digits', length: 8 })
})
