/** Who calls the API: a key, for a tenant, from a network, for an operation. Refused by default. */
import ipaddr from 'ipaddr.js'
import { type Call, headerOf, type Id, type ProblemCode } from 'postern/kit'
import { type ApiKeyDocument, allows, apiKeys, parseKey } from '../resources/api-key.ts'
import { system } from '../resources/resource.ts'
import { findShelved } from '../resources/shelf.ts'
import type { ServerParts } from './api-route.ts'

export type Guarded =
  | {
      readonly kind: 'let-in'
      readonly key: ApiKeyDocument & { readonly id: string }
      readonly tenant: Id<'tenant'>
    }
  | { readonly kind: 'refused'; readonly code: ProblemCode; readonly detail?: string }

/** `credential` is what the caller presents as its key, however its contract carries it. */
export async function guard(
  parts: ServerParts,
  call: Call,
  {
    credential,
    operation,
    tenant,
  }: { readonly credential: string | undefined; readonly operation: string; readonly tenant: string | undefined },
): Promise<Guarded> {
  const key = await presentedKey(parts, credential)
  if (!key || !isFrom(key, call)) return { kind: 'refused', code: 'key-unknown' }
  if (!allows(key, operation)) {
    return { kind: 'refused', code: 'operation-refused', detail: `This key lacks the operation ${operation}.` }
  }
  // A suspended tenant's own keys are worth nothing; the installation's still manage it.
  const own = key.tenant === undefined ? undefined : await parts.directory.tenant(key.tenant as Id<'tenant'>)
  if (own?.status === 'suspended') return { kind: 'refused', code: 'key-unknown' }
  const named = (tenant ?? key.tenant ?? 'default') as Id<'tenant'>
  if (key.tenant !== undefined && key.tenant !== named) return { kind: 'refused', code: 'not-found' }
  if (named !== 'default' && !(await parts.directory.tenant(named))) return { kind: 'refused', code: 'not-found' }
  return { kind: 'let-in', key, tenant: named }
}

/** `Authorization: Bearer <key>` (RFC 6750 §2.1). */
export function bearerKey(call: Call): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headerOf(call.c, 'authorization') ?? '')?.[1]
}

async function presentedKey(
  { ports }: ServerParts,
  credential: string | undefined,
): Promise<(ApiKeyDocument & { readonly id: string }) | undefined> {
  const presented = parseKey(credential)
  if (!presented) return undefined
  const desk = { ports, actor: 'guard', changed: () => {} }
  const found = await findShelved({ desk, resource: apiKeys, tenant: system }, presented.id)
  if (!found) return undefined
  const { value } = found
  const now = ports.clock.now()
  if (value.expiresAt !== undefined && value.expiresAt <= now) return undefined
  const hash = ports.vault.hash(presented.secret)
  const same = (hex: string): boolean => ports.vault.same(hash, Buffer.from(hex, 'hex'))
  const current = same(value.hash)
  const previous = value.previous !== undefined && value.previous.until > now && same(value.previous.hash)
  return current || previous ? { ...value, id: found.id } : undefined
}

/** A key that is tied to networks does not work for a caller whose address cannot be known. */
function isFrom({ networks }: ApiKeyDocument, call: Call): boolean {
  if (!networks) return true
  const [narrow] = call.client.networks
  if (narrow === undefined) return false
  const address = ipaddr.process(narrow.replace(/\/\d+$/, ''))
  return networks.some((network) => {
    const [range, bits] = ipaddr.parseCIDR(network)
    return range.kind() === address.kind() && address.match(range, bits)
  })
}
