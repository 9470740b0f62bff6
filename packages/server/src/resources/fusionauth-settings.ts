/**
 * What a tenant of FusionAuth says of passwordless sign-in, under its own names (`externalIdentifierConfiguration` of its
 * tenant API), and what comes of it here. The secret of a link has 256 bits whatever is said: a short code is typed
 * beside a handle, and is checked like any code of ours.
 */
import { type CodeFormat, isSoundCode, type Lifetimes } from 'postern/kit'
import { z } from 'zod'

const generator = z.strictObject({
  type: z.enum(['randomAlpha', 'randomAlphaNumeric', 'randomDigits', 'randomBytes']),
  length: z.int().min(4).max(128),
})

type Generator = z.infer<typeof generator>

const typed = generator.refine((value) => value.type === 'randomBytes' || isSoundCode(formatOf(value), 3), {
  message: 'is too short for its tries: 6 digits or 5 letters at least, 12 at most',
})

export const fusionAuthSettings = z
  .strictObject({
    /** Whether `/api/passwordless/send` also takes an address instead of a code, from anybody. */
    legacySend: z.boolean(),
    passwordlessLoginTimeToLiveInSeconds: z.int().min(1).max(3600),
    passwordlessLoginGenerator: typed,
    passwordlessLoginOneTimeCodeGenerator: generator.refine((value) => isSoundCode(formatOf(value), 3), {
      message: 'is too short for its tries: 6 digits or 5 letters at least, 12 at most',
    }),
  })
  .partial()

export type FusionAuthSettings = z.infer<typeof fusionAuthSettings>

/** In our words. Of `passwordlessLoginGenerator` only what people type matters. */
export function fromFusionAuth(said: FusionAuthSettings): {
  readonly code?: CodeFormat
  readonly lifetimes?: Pick<Lifetimes, 'secrets'>
} {
  const { passwordlessLoginGenerator: link, passwordlessLoginTimeToLiveInSeconds: life } = said
  const code = said.passwordlessLoginOneTimeCodeGenerator ?? (link?.type === 'randomBytes' ? undefined : link)
  return {
    ...(code && { code: formatOf(code) }),
    ...(life !== undefined && { lifetimes: { secrets: life * 1000 } }),
  }
}

const kinds = {
  randomAlpha: 'letters',
  randomAlphaNumeric: 'alphanumeric',
  randomDigits: 'digits',
  randomBytes: 'bytes',
} as const satisfies Record<Generator['type'], CodeFormat['kind']>

function formatOf({ type, length }: Generator): CodeFormat {
  return { kind: kinds[type], length }
}
