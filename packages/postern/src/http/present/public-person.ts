/** A person as she is exported: plain JSON, times in ISO 8601, no secret and no hash. */
import type { Person } from '../../ports/records.ts'

/** Everything that is kept of one person. New members may be added; none changes its meaning. */
export interface PersonExport {
  readonly format: 'postern-person-1'
  readonly user: {
    readonly id: string
    readonly email: string
    readonly status: string
    readonly name: string | null
    readonly locale: string | null
    readonly data: Readonly<Record<string, unknown>> | null
    readonly factors: readonly string[]
    readonly createdAt: string
  }
  readonly addresses: readonly { readonly email: string; readonly provedAt: string | null; readonly primary: boolean }[]
  readonly registrations: readonly {
    readonly application: string
    readonly roles: readonly string[]
    readonly createdAt: string
  }[]
  readonly sessions: readonly (Deed & {
    readonly id: string
    readonly application: string
    readonly methods: readonly string[]
    readonly lastSeenAt: string
    readonly expiresAt: string
  })[]
  /** Browsers that know her. */
  readonly browsers: readonly { readonly id: string; readonly lastSeenAt: string; readonly expiresAt: string }[]
  /** Her sign-ins, and what else she proved her address for, of the last days. */
  readonly attempts: readonly (Deed & {
    readonly id: string
    readonly purpose: string
    readonly state: string
    readonly email: string
  })[]
  /** Mails to her of the last days; what they said of secrets is not kept. */
  readonly messages: readonly {
    readonly id: string
    readonly kind: string
    readonly email: string
    readonly state: string
    readonly createdAt: string
  }[]
  readonly invitations: readonly Readonly<Record<string, unknown>>[]
  /** Newest first, 10,000 at most. */
  readonly events: readonly (Partial<Deed> & {
    readonly id: string
    readonly type: string
    readonly reason: string | null
    readonly at: string
  })[]
}

/** With what, and from where, as far as it is known. */
interface Deed {
  readonly createdAt: string
  readonly device: string | null
  readonly place: string | null
  readonly network: string | null
}

const iso = (moment: number): string => new Date(moment).toISOString()

export function publicPerson(person: Person): PersonExport {
  const { user } = person
  return {
    format: 'postern-person-1',
    user: {
      id: user.id,
      email: user.email,
      status: user.status,
      name: user.name ?? null,
      locale: user.locale ?? null,
      data: user.data ?? null,
      factors: user.factors,
      createdAt: iso(user.createdAt),
    },
    addresses: person.addresses.map(({ address, provedAt }) => ({
      email: address,
      provedAt: provedAt === undefined ? null : iso(provedAt),
      primary: address === user.email,
    })),
    registrations: person.registrations.map((one) => ({ ...one, createdAt: iso(one.createdAt) })),
    sessions: person.sessions.map(({ id, application, methods, seenAt, expiresAt, ...deed }) => ({
      id,
      application,
      methods,
      lastSeenAt: iso(seenAt),
      expiresAt: iso(expiresAt),
      ...deedOf(deed),
    })),
    browsers: person.browsers.map(({ id, seenAt, expiresAt }) => ({
      id,
      lastSeenAt: iso(seenAt),
      expiresAt: iso(expiresAt),
    })),
    attempts: person.attempts.map(({ id, purpose, state, address, ...deed }) => ({
      id,
      purpose,
      state,
      email: address.address,
      ...deedOf(deed),
    })),
    messages: person.messages.map(({ id, facts, to, state, createdAt }) => ({
      id,
      kind: facts.kind,
      email: to.address,
      state,
      createdAt: iso(createdAt),
    })),
    invitations: person.invitations.map(({ json }) => JSON.parse(json) as Record<string, unknown>),
    events: person.events.map(({ id, type, reason, at, asked }) => ({
      id,
      type,
      reason: reason ?? null,
      at: iso(at),
      ...(asked && askedOf(asked)),
    })),
  }
}

type Asked = Person['attempts'][number]['asked']

function deedOf({ createdAt, asked }: { readonly createdAt: number; readonly asked: Asked }): Deed {
  return { createdAt: iso(createdAt), ...askedOf(asked) }
}

function askedOf({ browser, place, network }: Asked): Omit<Deed, 'createdAt'> {
  return { device: browser ?? null, place: place ?? null, network: network ?? null }
}
