/** The sign-in itself, as programs and scripts call it: the library's JSON routes below the base path. */
import type { ProblemCode } from 'postern/kit'
import { z } from 'zod'
import { time } from '../schemas.ts'
import type { Documented } from './documented.ts'
import { completion, facts, ownSession, sent, signedInUser, tokens } from './shapes.ts'

const text = z.string()
const optional = z.string().optional()

const every: readonly ProblemCode[] = ['not-found', 'server-error', 'keys-unreadable', 'busy']
const writing: readonly ProblemCode[] = [
  ...every,
  'body-invalid',
  'too-large',
  'media-type-unsupported',
  'origin-refused',
]
const mailing: readonly ProblemCode[] = [...writing, 'limited', 'proof-needed', 'sign-in-off']
const ending: readonly ProblemCode[] = [
  ...writing,
  'link-unknown',
  'link-expired',
  'link-used',
  'link-superseded',
  'attempt-ended',
  'attempt-unknown',
  'confirm-needed',
  'other-session',
  'address-taken',
  'addresses-full',
  'sign-in-off',
  'sign-up-closed',
  'invitation-expired',
  'invitation-revoked',
  'user-banned',
  'user-locked',
  'address-reserved',
  'vetoed',
]

type Short = Partial<Documented> & Pick<Documented, 'id' | 'method' | 'path' | 'summary' | 'answers'>

const open = (route: Short): Documented => ({ security: 'none', headers: [], refusals: every, ...route })
const signed = (route: Short): Documented =>
  open({ security: 'session', ...route, refusals: [...(route.refusals ?? every), 'unauthenticated'] })

const ofAsker = { handle: optional.describe('The asker’s, where it has no cookie') }

/** `base` is where the library is mounted: `/auth`. */
export function authRoutes(base: string): readonly Documented[] {
  return [...asking, ...finishing, ...waiting, ...sessions].map((route) => ({ ...route, path: base + route.path }))
}

const asking: readonly Documented[] = [
  open({
    id: 'auth.requestSignIn',
    method: 'POST',
    path: '/magic-link',
    summary: 'Sends a mail with a link and a code. The answer is the same for every address.',
    body: z.strictObject({
      email: optional,
      again: optional.describe(
        'The token of an old mail, or the id of an own attempt. Instead of `email` once; from then on beside it, where another browser asked',
      ),
      redirectTo: optional,
      state: optional,
      locale: optional,
      proof: optional.describe('The answer to a `challenge` of 429 `proof-needed`'),
    }),
    answers: { 200: sent },
    refusals: [...mailing, 'email-invalid', 'redirect-refused', 'attempt-unknown', 'link-unknown', 'confirm-needed'],
  }),
  open({
    id: 'auth.resend',
    method: 'POST',
    path: '/attempts/:id/resend',
    summary: 'Sends the mail of an attempt once more, for its asker.',
    body: z.strictObject({ ...ofAsker, proof: optional }),
    answers: { 200: sent },
    refusals: [...mailing, 'attempt-unknown', 'attempt-ended', 'link-expired', 'confirm-needed'],
  }),
]

const finishing: readonly Documented[] = [
  open({
    id: 'auth.verifyLink',
    method: 'POST',
    path: '/magic-link/verify',
    summary: 'Redeems a link. Where another browser asked, the address must come with it.',
    body: z.strictObject({ token: text, email: optional, ...ofAsker, switch: optional }),
    answers: { 200: completion },
    refusals: ending,
  }),
  open({
    id: 'auth.verifyCode',
    method: 'POST',
    path: '/code/verify',
    summary: 'Redeems a code, for the asker.',
    body: z.strictObject({ attemptId: text, code: text, ...ofAsker, switch: optional }),
    answers: { 200: completion },
    refusals: [...ending, 'code-wrong', 'codes-shut', 'limited'],
  }),
  open({
    id: 'auth.openLink',
    method: 'POST',
    path: '/attempts/:id/open',
    summary: 'Tells the holder of a link what it would do. Changes nothing.',
    body: z.strictObject({ token: text }),
    answers: { 200: z.strictObject({ status: z.literal('open'), ...facts }) },
    refusals: ending,
  }),
  open({
    id: 'auth.confirm',
    method: 'POST',
    path: '/attempts/:id/confirm',
    summary: 'Redeems a link with the address typed.',
    body: z.strictObject({ token: text, email: optional, switch: optional }),
    answers: { 200: completion },
    refusals: ending,
  }),
  open({
    id: 'auth.approve',
    method: 'POST',
    path: '/attempts/:id/approve',
    summary: 'Approves the asking device by the number that it shows.',
    body: z.strictObject({ token: text, number: text }),
    answers: { 200: z.strictObject({ status: z.literal('approved'), ...facts }) },
    refusals: [...ending, 'number-wrong', 'approval-shut'],
  }),
  open({
    id: 'auth.cancel',
    method: 'POST',
    path: '/attempts/:id/cancel',
    summary: '“This wasn’t me”: ends the attempt.',
    body: z.strictObject({ token: text, email: optional }),
    answers: { 200: z.strictObject({ status: z.literal('stopped'), sessionEnded: z.boolean() }) },
    refusals: ending,
  }),
]

const waiting: readonly Documented[] = [
  open({
    id: 'auth.claim',
    method: 'POST',
    path: '/attempts/:id/claim',
    summary: 'Gives the asker the session that was approved elsewhere.',
    body: z.strictObject(ofAsker),
    answers: { 200: completion },
    refusals: [...ending, 'not-approved'],
  }),
  open({
    id: 'auth.readAttempt',
    method: 'GET',
    path: '/attempts/:id',
    summary: 'Tells the asker how its attempt stands.',
    answers: {
      200: z.strictObject({
        attemptId: text,
        state: z.enum(['waiting', 'approved', 'completed-here', 'completed-elsewhere', 'ended', 'expired']),
        number: text.nullable(),
        expiresAt: time,
        resendAt: time,
      }),
    },
    refusals: [...every, 'attempt-unknown'],
    headers: ['Postern-Handle'],
  }),
]

const sessions: readonly Documented[] = [
  signed({
    id: 'auth.me',
    method: 'GET',
    path: '/me',
    summary: 'Tells who is signed in.',
    answers: { 200: signedInUser },
  }),
  signed({
    id: 'auth.session',
    method: 'GET',
    path: '/session',
    summary: 'Tells of the session itself.',
    answers: { 200: ownSession },
  }),
  signed({
    id: 'auth.listSessions',
    method: 'GET',
    path: '/sessions',
    summary: 'Lists where the user is signed in, newest first.',
    answers: { 200: z.strictObject({ items: z.array(ownSession) }) },
  }),
  signed({
    id: 'auth.endSession',
    method: 'DELETE',
    path: '/sessions/:id',
    summary: 'Ends one of the user’s own sessions.',
    answers: { 204: null },
    refusals: writing,
  }),
  signed({
    id: 'auth.endOtherSessions',
    method: 'POST',
    path: '/sessions/revoke-others',
    summary: 'Ends every session of the user but this one.',
    answers: { 200: z.strictObject({ revoked: z.int() }) },
    refusals: writing,
  }),
  open({
    id: 'auth.refresh',
    method: 'POST',
    path: '/refresh',
    summary:
      'Exchanges a refresh token for its successor and a new access token; with a session cookie, for an access token.',
    body: z.strictObject({ refreshToken: optional }),
    answers: { 200: z.strictObject({ tokens, user: signedInUser.optional() }) },
    refusals: [
      ...writing,
      'unauthenticated',
      'refresh-unknown',
      'refresh-expired',
      'refresh-reused',
      'sign-in-off',
      'sign-up-closed',
      'user-banned',
      'user-locked',
    ],
  }),
  open({
    id: 'auth.signOut',
    method: 'POST',
    path: '/sign-out',
    summary: 'Ends the session.',
    body: z.strictObject({ refreshToken: optional }),
    bodyOptional: true,
    answers: { 204: null },
    refusals: writing,
  }),
  open({
    id: 'auth.keys',
    method: 'GET',
    path: '/jwks.json',
    summary: 'The public keys of access tokens (RFC 7517).',
    answers: { 200: z.strictObject({ keys: z.array(z.record(z.string(), z.unknown())) }) },
  }),
]
