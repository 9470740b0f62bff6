/**
 * Routes that are not called by keys of the API alone: an application's own, and those of FusionAuth's contract. What each
 * takes and answers is written down here as its handler has it; tests of these hold the two together.
 */
import type { ProblemCode } from 'postern/kit'
import { z } from 'zod'
import type { Documented } from './documented.ts'
import { ownSession, sent, signedInUser, tokens } from './shapes.ts'

const text = z.string()
const optional = z.string().optional()

const every: readonly ProblemCode[] = [
  'not-found',
  'body-invalid',
  'too-large',
  'media-type-unsupported',
  'server-error',
  'keys-unreadable',
  'busy',
]

export const applicationRoutes: readonly Documented[] = [
  {
    id: 'apps.signIn',
    method: 'POST',
    path: '/apps/:applicationId/sign-in',
    summary: 'Sends a mail whose link leads back to the application with a code. PKCE S256 always.',
    body: z.strictObject({
      email: text,
      redirectUri: text.describe('One of the application’s redirects, letter for letter'),
      codeChallenge: text.describe('SHA-256 of the verifier, base64url'),
      state: optional,
      locale: optional,
      proof: optional,
      anyBrowser: z
        .union([z.boolean(), z.enum(['true', 'false'])])
        .optional()
        .describe('`true`, with the secret: the hand-off completes in whichever browser the link opens in'),
      clientSecret: optional,
    }),
    answers: { 200: sent },
    refusals: [
      ...every,
      'origin-refused',
      'client-unknown',
      'email-invalid',
      'redirect-refused',
      'sign-in-off',
      'limited',
      'proof-needed',
    ],
    security: 'client',
    headers: [],
  },
  {
    id: 'apps.exchange',
    method: 'POST',
    path: '/apps/:applicationId/exchange',
    summary: 'Gives who signed in, for the code of the callback. It works once.',
    body: z.strictObject({ code: text, codeVerifier: text, redirectUri: text, clientSecret: optional }),
    answers: {
      200: z.strictObject({
        status: z.literal('exchanged'),
        user: signedInUser,
        registration: z.record(z.string(), z.unknown()),
        session: ownSession,
        attemptId: z.string(),
        amr: z.array(z.string()),
        iss: z.string(),
        state: z.string().nullable(),
        tokens: tokens.optional(),
      }),
    },
    refusals: [
      ...every,
      'client-unknown',
      'hand-off-unknown',
      'redirect-refused',
      'sign-in-off',
      'user-banned',
      'user-locked',
    ],
    security: 'client',
    headers: [],
  },
]

const fusionErrors = z
  .strictObject({
    fieldErrors: z.record(z.string(), z.array(z.strictObject({ code: text, message: text }))),
    generalErrors: z.array(z.strictObject({ code: text, message: text })),
  })
  .meta({ id: 'FusionAuthErrors' })

const fusionUser = z.record(z.string(), z.unknown()).describe('As FusionAuth shows a user; times in milliseconds')

export const fusionAuthRoutes: readonly Documented[] = [
  {
    id: 'passwordless.start',
    method: 'POST',
    path: '/api/passwordless/start',
    summary: 'Starts a sign-in for a user and gives its code to the caller. Wants a key with `startsSignIns`.',
    operation: 'passwordless.start',
    body: z.object({
      applicationId: text,
      loginId: text,
      loginIdTypes: z.array(text).optional(),
      loginStrategy: z.enum(['ClickableLink', 'FormField']).optional(),
      state: z.record(z.string(), z.unknown()).optional(),
    }),
    answers: {
      200: z.strictObject({ code: text, oneTimeCode: optional }),
      400: fusionErrors,
      401: null,
      404: null,
      429: null,
    },
    refusals: [],
    security: 'raw-key',
    headers: [],
  },
  {
    id: 'passwordless.send',
    method: 'POST',
    path: '/api/passwordless/send',
    summary: 'Has the mail of a start sent, by whoever holds its code.',
    body: z.object({ code: optional, applicationId: optional, loginId: optional }),
    answers: { 200: null, 400: fusionErrors, 429: null },
    refusals: [],
    security: 'none',
    headers: [],
  },
  {
    id: 'passwordless.login',
    method: 'POST',
    path: '/api/passwordless/login',
    summary: 'Signs in by a code, or by a code with its one-time code.',
    body: z.object({
      code: text,
      oneTimeCode: optional,
      applicationId: optional,
      ipAddress: optional,
      metaData: z.record(z.string(), z.unknown()).optional(),
      noJWT: z.boolean().optional(),
    }),
    answers: {
      200: z.strictObject({
        token: optional,
        tokenExpirationInstant: z.int().optional(),
        refreshToken: optional,
        refreshTokenId: optional,
        state: z.record(z.string(), z.unknown()).optional(),
        user: fusionUser,
      }),
      202: z.strictObject({ state: z.record(z.string(), z.unknown()).optional(), user: fusionUser }),
      242: z.strictObject({ twoFactorId: text, methods: z.array(z.strictObject({ id: text, method: text })) }),
      400: fusionErrors,
      404: null,
      409: z.strictObject({ actions: z.array(z.strictObject({ name: text })) }),
      423: null,
      504: null,
    },
    refusals: [],
    security: 'none',
    headers: [],
  },
]
