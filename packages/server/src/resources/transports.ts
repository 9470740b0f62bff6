/** The mail transports of a tenant, in order: the first that takes a mail has it. Secrets are sealed, and never shown. */
import { isLoopback, parseEmailAddress } from 'postern/kit'
import { z } from 'zod'
import { isNeverPublic } from '../webhooks/never-public.ts'
import type { Desk } from './desk.ts'
import type { FieldFault, Resource } from './resource.ts'
import { notPublic, urlFaults } from './webhook.ts'

const word = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
    'must be a word of lower-case letters, digits and dashes between them, 40 at most',
  )
const domain = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i, 'must be a domain such as mail.example.com')
const common = { id: word.describe('Unique among the tenant’s: it names the transport in events.') }

/** What each kind is told beside its secret. */
const smtp = z.strictObject({
  ...common,
  kind: z.literal('smtp'),
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535).optional(),
  secure: z.enum(['tls', 'starttls', 'none']).optional(),
  user: z.string().max(320).optional(),
  returnPath: z.string().max(320).optional().describe('The address that mails are given back to.'),
})
const resend = z.strictObject({ ...common, kind: z.literal('resend') })
const postmark = z.strictObject({ ...common, kind: z.literal('postmark'), stream: word.optional() })
const ses = z.strictObject({
  ...common,
  kind: z.literal('ses'),
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'must be a region of AWS such as eu-central-1'),
  accessKeyId: z
    .string()
    .regex(/^[A-Z0-9]{16,128}$/, 'must be the id of an access key: 16 capital letters and digits or more'),
  configurationSet: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be letters, digits, _ and -, 64 at most')
    .optional(),
  /** The SNS topic whose notices are believed. */
  topic: z
    .string()
    .regex(/^arn:aws(?:-[a-z-]+)?:sns:[a-z0-9-]+:\d{12}:[\w.-]{1,256}$/, 'must be the ARN of an SNS topic')
    .optional(),
})
const mailgun = z.strictObject({
  ...common,
  kind: z.literal('mailgun'),
  domain,
  region: z.enum(['us', 'eu']).optional(),
})
const sendgrid = z.strictObject({ ...common, kind: z.literal('sendgrid'), region: z.enum(['global', 'eu']).optional() })
const webhook = z.strictObject({ ...common, kind: z.literal('webhook'), url: z.string().max(2000) })

const kinds = [smtp, resend, postmark, ses, mailgun, sendgrid, webhook] as const

const sealed = {
  /** Password, API key or signing secret. */
  secret: z.string().optional(),
  /** What notices of this provider are verified by. */
  noticeSecret: z.string().optional(),
}
const plain = {
  secret: z.string().min(1).max(2000).optional().describe('Left out: the one that is kept under this id.'),
  noticeSecret: z
    .string()
    .min(16)
    .max(2000)
    .optional()
    .describe('What its notices are verified by: 16 letters or more.'),
}

export const keptTransport = z.discriminatedUnion('kind', each(sealed))
export const givenTransport = z.discriminatedUnion('kind', each(plain))
export const shownTransport = z.discriminatedUnion('kind', each({ hasSecret: z.boolean(), takesNotices: z.boolean() }))

/** The same members for every kind. */
function each<S extends z.ZodRawShape>(shape: S) {
  const [a, b, c, d, e, f, g] = kinds
  return [
    a.extend(shape),
    b.extend(shape),
    c.extend(shape),
    d.extend(shape),
    e.extend(shape),
    f.extend(shape),
    g.extend(shape),
  ] as const
}

const schema = z.strictObject({ transports: z.array(keptTransport).max(5) })

export type KeptTransport = z.infer<typeof keptTransport>
export type GivenTransport = z.infer<typeof givenTransport>
export type TransportsDocument = z.infer<typeof schema>

export const transports: Resource<TransportsDocument> = {
  kind: 'transports',
  plural: 'transports',
  of: 'tenant',
  schema,
  id: /^mail$/,
  check: ({ transports: all }, { desk }) =>
    all.flatMap((value, place) => [...faultsOf(value, place, all), ...hostFaults(value, place, desk)]),
  remembered: (list) => ({
    transports: list.transports.map(({ secret: _, noticeSecret: __, ...value }) => value),
  }),
  shown: (list) => ({
    transports: list.transports.map(({ secret, noticeSecret, ...value }) => ({
      ...value,
      hasSecret: secret !== undefined,
      takesNotices: noticeSecret !== undefined || (value.kind === 'ses' && value.topic !== undefined),
    })),
  }),
}

/** A tenant has one list of them. */
export const transportsId = 'mail'

function faultsOf(value: KeptTransport, place: number, all: readonly KeptTransport[]): readonly FieldFault[] {
  const path = `transports.${place}`
  const faults: FieldFault[] = []
  if (all.findIndex(({ id }) => id === value.id) !== place) faults.push({ path: `${path}.id`, why: 'is there twice' })
  if (value.secret === undefined && (value.kind !== 'smtp' || value.user !== undefined)) {
    faults.push({ path: `${path}.secret`, why: 'is missing' })
  }
  if (value.kind === 'smtp' && value.secure === 'none' && !isLoopback(value.host)) {
    faults.push({ path: `${path}.secure`, why: 'may be none for a loopback host only' })
  }
  if (value.kind === 'smtp' && value.returnPath !== undefined && !parseEmailAddress(value.returnPath)) {
    faults.push({ path: `${path}.returnPath`, why: 'must be an address without a name' })
  }
  return faults
}

/** What no mail would be sent to. A relay inside the network is the installation's to configure. */
function hostFaults(value: KeptTransport, place: number, desk: Desk): readonly FieldFault[] {
  const path = `transports.${place}`
  if (value.kind === 'webhook') return urlFaults(value.url, { path: `${path}.url`, desk })
  if (value.kind !== 'smtp' || desk.development || !isNeverPublic(value.host)) return []
  return [{ path: `${path}.host`, why: notPublic }]
}
