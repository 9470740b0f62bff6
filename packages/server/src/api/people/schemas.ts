/** People and their stories on the wire. Every form is written out: nothing of a row is shown that is not named here. */
import { type Claimed, type Event, iso, type OwnRegistration, type Session, type User } from 'postern/kit'
import { z } from 'zod'
import { plainLine } from '../../resources/plain-line.ts'
import { roleName } from '../../resources/role-name.ts'
import { time } from '../schemas.ts'

const data = z.record(z.string(), z.unknown())

export const word = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be a word of lower-case letters, digits and dashes, 64 at most')
  .describe('A word for the record: lower-case letters, digits and dashes')

export const roles = z.array(roleName).max(100)
export const userId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, _ and -, 64 at most')
export const locale = z
  .string()
  .regex(/^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,5}$/, 'must be a language tag such as de or pt-BR')
export const name = plainLine(200)

const mostData = 16 * 1024

/** What an application keeps of somebody: a plain object of 16 KiB of JSON at most. */
export const keptData = data.refine(
  (value) => JSON.stringify(value).length <= mostData,
  'must be 16 KiB of JSON at most',
)

export const userShape = z
  .strictObject({
    id: z.string(),
    email: z.string(),
    status: z.enum(['active', 'banned', 'locked']),
    name: z.string().nullable(),
    locale: z.string().nullable(),
    data: data.nullable(),
    factors: z.array(z.string()),
    createdAt: time,
    version: z.int(),
  })
  .meta({ id: 'User' })

export function shownUser(user: User) {
  return {
    id: user.id,
    email: user.email,
    status: user.status,
    name: user.name ?? null,
    locale: user.locale ?? null,
    data: user.data ?? null,
    factors: user.factors,
    createdAt: iso(user.createdAt),
    version: user.version,
  }
}

export const registrationShape = z
  .strictObject({ application: z.string(), roles: z.array(z.string()), data: data.nullable(), createdAt: time })
  .meta({ id: 'Registration' })

export const shownRegistration = ({ application, roles: given, data: kept, createdAt }: OwnRegistration) => ({
  application,
  roles: given,
  data: kept ?? null,
  createdAt: iso(createdAt),
})

export const sessionShape = z
  .strictObject({
    id: z.string(),
    user: z.string(),
    application: z.string(),
    attempt: z.string(),
    methods: z.array(z.string()),
    device: z.string().nullable(),
    place: z.string().nullable(),
    createdAt: time,
    lastSeenAt: time,
    expiresAt: time,
  })
  .meta({ id: 'Session' })

export const shownSession = (session: Session) => ({
  id: session.id,
  user: session.user,
  application: session.application,
  attempt: session.attempt,
  methods: session.methods as readonly string[],
  device: session.asked.browser ?? null,
  place: session.asked.place ?? null,
  createdAt: iso(session.createdAt),
  lastSeenAt: iso(session.seenAt),
  expiresAt: iso(Math.min(session.idleUntil, session.expiresAt)),
})

const claimed = z
  .strictObject({ address: z.string().nullable(), forwarded: z.string().nullable(), device: z.string().nullable() })
  .describe('What a program said of the person’s network and device. Nobody checked it, and nothing rests on it')

const shownClaim = ({ address, forwarded, device }: Claimed) => ({
  address: address ?? null,
  forwarded: forwarded ?? null,
  device: device ?? null,
})

export const eventShape = z
  .strictObject({
    id: z.string(),
    type: z.string(),
    at: time,
    application: z.string().nullable(),
    attempt: z.string().nullable(),
    user: z.string().nullable(),
    session: z.string().nullable(),
    actor: z.string().nullable(),
    reason: z.string().nullable(),
    about: z.record(z.string(), z.string()).nullable(),
    device: z.string().nullable(),
    place: z.string().nullable(),
    network: z.string().nullable(),
    claimed: claimed.nullable(),
    sequence: z.int(),
  })
  .meta({ id: 'Event' })

export const shownEvent = (event: Event) => ({
  id: event.id,
  type: event.type,
  at: iso(event.at),
  application: event.application === '' ? null : event.application,
  attempt: event.attempt ?? null,
  user: event.user ?? null,
  session: event.session ?? null,
  actor: event.actor ?? null,
  reason: event.reason ?? null,
  about: event.about ?? null,
  device: event.asked?.browser ?? null,
  place: event.asked?.place ?? null,
  network: event.asked?.network ?? null,
  claimed: event.asked?.claimed ? shownClaim(event.asked.claimed) : null,
  sequence: event.sequence,
})
