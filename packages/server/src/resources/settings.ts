/** What a tenant says for all its applications, and an application for itself. */

import { days, locales } from 'postern/kit'
import { z } from 'zod'
import { fromFusionAuth, fusionAuthSettings } from './fusionauth-settings.ts'
import { plainLine } from './plain-line.ts'

const url = z.string().min(1).max(2000)
const milliseconds = z.int().min(1000)
const member = z.string().min(1).max(64)

const isSpoken = (tag: string): boolean => locales.some((one) => one === tag.split('-', 1)[0]?.toLowerCase())

/** With a region or without: there is one variant of each language. */
const locale = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/, { error: 'must be a language such as en, de or fr-CA', abort: true })
  .refine(isSpoken, 'is no language of ours')

/** Claims beside our own, by the name they get. */
const claims = z
  .strictObject({
    fixed: z.record(member, z.json()),
    /** From `user.data`. */
    user: z.record(member, member),
    /** From the data of the registration. */
    registration: z.record(member, member),
  })
  .partial()

/** How tokens are signed is the tenant's: its applications share one ring of keys. */
export const signingSettings = z
  .strictObject({
    algorithm: z.enum(['ES256', 'EdDSA', 'RS256']),
    rotateEvery: z.int().min(days(1)).max(days(3650)),
  })
  .partial()

const tokens = z
  .strictObject({
    mode: z.enum(['cookie', 'bearer']),
    accessToken: z.union([milliseconds, z.literal(false)], { error: 'must be milliseconds, 1000 or more, or false' }),
    refreshToken: milliseconds,
    audience: z.string().min(1).max(512),
    claims,
  })
  .partial()

/** Of an application; where it is silent its tenant speaks, and then the installation. The library checks the values. */
export const applicationSettings = z
  .strictObject({
    signUp: z.union([z.enum(['open', 'closed', 'invited']), z.strictObject({ domains: z.array(z.string()).min(1) })], {
      error: 'must be open, closed, invited or {"domains": [...]}',
    }),
    explainClosed: z.boolean(),
    homeUrl: url,
    logoUrl: url,
    theme: z.enum(['light', 'dark']),
    approval: z.boolean(),
    sameBrowserOnly: z.boolean(),
    link: z.enum(['fragment', 'query']),
    liveSets: z.union([z.literal(1), z.literal(2), z.literal(3)], { error: 'must be 1, 2 or 3' }),
    code: z.strictObject({
      kind: z.enum(['digits', 'letters', 'alphanumeric', 'bytes']),
      length: z.int().min(1).max(128),
    }),
    newDeviceMail: z.boolean(),
    lifetimes: z
      .strictObject({
        secrets: milliseconds,
        sessionIdle: milliseconds,
        session: milliseconds,
        binding: milliseconds,
        knownBrowser: milliseconds,
        freshProof: milliseconds,
      })
      .partial(),
    /** `off`: cookies alone, and no token is ever signed. */
    tokens: z.union([z.literal('off'), tokens], { error: 'must be off, or an object of settings of tokens' }),
    locale,
    /** The languages it speaks; all where nothing is said. */
    locales: z.array(z.string().min(2).max(35)).min(1).max(50),
    timeZone: z.string().min(1).max(64),
    mailFrom: z.string().min(3).max(320),
    replyTo: z.string().min(3).max(254),
    postalLine: plainLine(200),
    fusionAuth: fusionAuthSettings,
  })
  .partial()

export type ApplicationSettings = z.infer<typeof applicationSettings>
export type TokensSetting = Exclude<NonNullable<ApplicationSettings['tokens']>, 'off'>

const count = z.int().min(1)

/** Numbers below the installation's; a higher one changes nothing. */
export const tightLimits = z
  .strictObject({ mailsPerQuarterHour: count, mailsPerDay: count, mailsPerNetworkHour: count, triesPerDay: count })
  .partial()

/** The application's word before the tenant's, group by group. */
export function mergedSettings(
  ofTenant: ApplicationSettings = {},
  ofApplication: ApplicationSettings = {},
): ApplicationSettings {
  const [tenant, application] = [inOurWords(ofTenant), inOurWords(ofApplication)]
  const merged = { ...tenant, ...application }
  const [ours, theirs] = [tenant.tokens, application.tokens]
  return {
    ...merged,
    ...(merged.lifetimes && { lifetimes: { ...tenant.lifetimes, ...application.lifetimes } }),
    ...(merged.fusionAuth && { fusionAuth: { ...tenant.fusionAuth, ...application.fusionAuth } }),
    ...(isObject(ours) && isObject(theirs) && { tokens: { ...ours, ...theirs } }),
  }
}

/** Where one document says the same both ways, our words come first. */
function inOurWords(said: ApplicationSettings): ApplicationSettings {
  const { code, lifetimes } = fromFusionAuth(said.fusionAuth ?? {})
  return { ...(code && { code }), ...said, ...(lifetimes && { lifetimes: { ...lifetimes, ...said.lifetimes } }) }
}

const isObject = (tokens: ApplicationSettings['tokens']): tokens is TokensSetting => typeof tokens === 'object'
