/** What people's answers look like: those of the sign-in itself, which the library presents. */
import { z } from 'zod'
import { time } from '../schemas.ts'

const named = <T extends z.ZodRawShape>(id: string, shape: T) => z.strictObject(shape).meta({ id })

export const signedInUser = named('SignedInUser', {
  id: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  name: z.string().nullable(),
  roles: z.array(z.string()).describe('In this application'),
  data: z.unknown(),
  createdAt: time,
})

export const ownSession = named('OwnSession', {
  id: z.string(),
  createdAt: time,
  lastSeenAt: time,
  expiresAt: time,
  device: z.string().nullable(),
  place: z.string().nullable(),
  methods: z.array(z.string()),
  current: z.boolean(),
})

export const tokens = named('Tokens', {
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  expiresIn: z.int().describe('Seconds'),
})

export const sent = named('Sent', {
  status: z.literal('sent'),
  attemptId: z.string(),
  expiresAt: time,
  resendAt: time,
  number: z.string().nullable().describe('Two digits that another device types to approve; null where that is off'),
  codeFormat: z
    .strictObject({ kind: z.enum(['digits', 'letters', 'text']), length: z.int() })
    .describe('The code as it is typed'),
  handle: z.string().optional().describe('For programs and in bearer mode: shows who asked'),
})

export const signedIn = named('SignedIn', {
  status: z.literal('signed-in'),
  user: signedInUser,
  session: ownSession,
  next: z.string(),
  tokens: tokens.optional(),
})

const secondFactor = named('SecondFactor', {
  status: z.literal('second-factor'),
  challenge: z.string(),
  methods: z.array(z.string()),
})

const fulfilled = named('Fulfilled', {
  status: z.literal('fulfilled'),
  purpose: z.string(),
  user: signedInUser.optional(),
  next: z.string(),
  tokens: tokens.optional(),
})

export const completion = z.union([signedIn, secondFactor, fulfilled])

/** What a link's holder is told of the attempt. */
export const facts = {
  application: z.strictObject({ id: z.string(), name: z.string() }),
  address: z.string().describe('Masked'),
  asked: z.strictObject({ browser: z.string().nullable(), place: z.string().nullable(), at: time }),
  expiresAt: time,
  approval: z.enum(['on', 'off', 'shut']),
  otherNetwork: z.boolean(),
  asker: z.boolean(),
  purpose: z.string(),
}
