import type { Id } from '../../src/domain/id.ts'
import { days, hours, minutes } from '../../src/domain/instant.ts'
import type { Scope } from '../../src/domain/scope.ts'

/** One tenant, one application; request limits are off, since what is tested is losing nothing under load. */
export const scope: Scope = {
  tenant: { id: 'default' as Id<'tenant'> },
  application: {
    id: 'default' as Id<'application'>,
    name: 'Crash test',
    redirects: [],
    origins: [],
    signIn: 'on',
    previews: [],
    secrets: [],
    signUp: 'open',
    approval: true,
    sameBrowserOnly: false,
    link: 'fragment',
    liveSets: 3,
    code: { kind: 'digits', length: 6 },
    explainClosed: false,
    newDeviceMail: true,
    limits: 'off',
    lifetimes: {
      secrets: minutes(10),
      sessionIdle: days(7),
      session: days(30),
      binding: hours(24),
      knownBrowser: days(180),
      freshProof: minutes(10),
    },
    locale: 'en',
    timeZone: 'UTC',
    mail: { from: { name: 'Crash test', address: 'no-reply@example.com' } },
  },
  baseUrl: 'https://app.example.com/auth',
  origin: 'https://app.example.com',
  base: '/auth',
}
