/**
 * An API key: a credential with a prefix that scanners know, whose hash is kept. Limited by tenant, applications,
 * operations, networks and time.
 */
import { type Credential, formatCredential, type Id, iso, parseCredential } from 'postern/kit'
import { z } from 'zod'
import { applicationIds } from './application-ids.ts'
import { readNetwork } from './networks.ts'
import { plainLine } from './plain-line.ts'
import type { FieldFault, Resource } from './resource.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const schema = z.strictObject({
  name: plainLine(80),
  hash,
  /** The only tenant it works for; without it, any. */
  tenant: z.string().optional(),
  /** The only applications it works for; without it, any. */
  applications: applicationIds.optional(),
  /** `users.read`, `users.*` or `*`. */
  operations: z
    .array(z.string().regex(/^(?:\*|[a-z][a-z-]*\.(?:\*|[a-z][a-z-]*))$/))
    .min(1)
    .max(200),
  /** Whether it may hold the secrets of sign-ins of others. `*` does not include it. */
  startsSignIns: z.boolean().default(false),
  /** CIDR ranges it may be used from; without it, any. */
  networks: z.array(z.string().max(64)).min(1).max(100).optional(),
  /** Milliseconds, UTC. */
  expiresAt: z.int().optional(),
  createdAt: z.int(),
  /** The hash before the last rotation, which works until then. */
  previous: z.strictObject({ hash, until: z.int() }).optional(),
})

export type ApiKeyDocument = z.infer<typeof schema>

export const apiKeys: Resource<ApiKeyDocument> = {
  kind: 'api-key',
  plural: 'keys',
  of: 'system',
  schema,
  id: /^[0-9a-z]{26}$/,
  check: ({ networks = [], expiresAt }, { desk }) => [
    ...networks.flatMap((network, at) => networkFaults(network, `networks.${at}`)),
    ...momentFaults(expiresAt, desk.ports.clock.now()),
  ],
  remembered: ({ hash: _hash, previous, ...value }) => ({
    ...value,
    ...(previous && { previous: { until: previous.until } }),
  }),
  shown: ({ hash: _hash, previous, createdAt, expiresAt, ...value }) => ({
    ...value,
    createdAt: iso(createdAt),
    ...(expiresAt !== undefined && { expiresAt: iso(expiresAt) }),
    ...(previous && { previousUntil: iso(previous.until) }),
  }),
}

/** The id of the key that the configuration names. It has no document. */
export const rootKeyId = 'root'

const prefix = 'postern_key_'

/** As it is shown, once. */
export const formatKey = (credential: Credential<'api-key'>): string => prefix + formatCredential(credential)

export function parseKey(text: string | undefined): Credential<'api-key'> | undefined {
  return text?.startsWith(prefix) ? parseCredential<'api-key'>(text.slice(prefix.length)) : undefined
}

/** Whether it may do this for this application. */
export function allows(key: ApiKeyDocument, operation: string, application?: Id<'application'>): boolean {
  const [noun] = operation.split('.', 1)
  const named = key.operations.some((one) => one === '*' || one === operation || one === `${noun}.*`)
  return named && (!key.applications || application === undefined || key.applications.includes(application))
}

/** Nothing is left to be written of a key whose time is over: it is given more, or removed. */
function momentFaults(expiresAt: number | undefined, now: number): readonly FieldFault[] {
  return expiresAt === undefined || expiresAt > now ? [] : [{ path: 'expiresAt', why: 'must be in the future' }]
}

function networkFaults(network: string, path: string): readonly FieldFault[] {
  const kept = readNetwork(network)
  if (kept === network) return []
  const hint = kept === undefined ? 'such as 203.0.113.0/24 or 2001:db8::/48, 64 bits at most' : `which is ${kept}`
  return [{ path, why: `must be a CIDR range, ${hint}` }]
}
