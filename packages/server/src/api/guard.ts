/** Who calls the API: a key, for a tenant, from a network, for an operation. Refused by default. */
import ipaddr from 'ipaddr.js'
import { type Call, headerOf, type Id, minutes, type ProblemCode, type ProblemMore, RawSecret } from 'postern/kit'
import { type ApiKeyDocument, allows, apiKeys, parseKey, rootKeyId } from '../resources/api-key.ts'
import { system } from '../resources/resource.ts'
import { findShelved } from '../resources/shelf.ts'
import type { PresentKey, ServerParts } from './api-route.ts'

export type Guarded =
  | { readonly kind: 'let-in'; readonly key: PresentKey; readonly tenant: Id<'tenant'> }
  | {
      readonly kind: 'refused'
      readonly code: ProblemCode
      readonly detail?: string
      /** When to try again, for `limited`. */
      readonly more?: ProblemMore
    }

export interface Asked {
  /** What the caller presents as its key, however its contract carries it. */
  readonly credential: string | undefined
  readonly operation: string
  /** The tenant that the caller names, where it names one. */
  readonly tenant: string | undefined
  /** The tenant of what the call is about, for a key that is for all of them. One of a tenant's learns nothing by it. */
  readonly home?: () => Promise<string | undefined>
  /** Whether it can be asked for the realm of the system as well. */
  readonly ofSystem?: true | undefined
  /** Whether the key must be one that may hold secrets of other people's sign-ins. */
  readonly startsSignIns?: true | undefined
}

export async function guard(parts: ServerParts, call: Call, asked: Asked): Promise<Guarded> {
  const { credential, operation, tenant } = asked
  const key = await presentedKey(parts, credential)
  if (!key || !isFrom(key, call)) return turnedAway(parts, call, credential)
  if (!allows(key, operation)) return refusedOperation(`This key lacks the operation ${operation}.`)
  if (asked.startsSignIns && !key.startsSignIns) {
    return refusedOperation('This key may not hold secrets of other people’s sign-ins: it lacks startsSignIns.')
  }
  const named = (tenant ?? key.tenant ?? (await asked.home?.()) ?? 'default') as Id<'tenant'>
  if (key.tenant !== undefined && key.tenant !== named) return { kind: 'refused', code: 'not-found' }
  if (named === system && asked.ofSystem && !key.applications) return { kind: 'let-in', key, tenant: system }
  const document = await parts.directory.tenant(named)
  if (named !== 'default' && !document) return { kind: 'refused', code: 'not-found' }
  // A suspended tenant's own keys are worth nothing; the installation's still manage it.
  if (key.tenant !== undefined && document?.status === 'suspended') return { kind: 'refused', code: 'key-unknown' }
  return { kind: 'let-in', key, tenant: named }
}

/** `Authorization: Bearer <key>` (RFC 6750 §2.1). */
export function bearerKey(call: Call): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headerOf(call.c, 'authorization') ?? '')?.[1]
}

const refusedOperation = (detail: string): Guarded => ({ kind: 'refused', code: 'operation-refused', detail })

const usedEvery = minutes(1)
/** Nobody guesses 256 bits; whoever tries is told to stop. */
const wrongKeys = { length: minutes(1), max: 60 }

/** Unknown, expired and wrong are one answer, after the same work. */
async function presentedKey(
  { ports, rootKey }: ServerParts,
  credential: string | undefined,
): Promise<PresentKey | undefined> {
  if (credential === undefined) return undefined
  const { vault, store, clock } = ports
  if (rootKey && vault.same(vault.hash(new RawSecret(credential)), rootKey)) return root
  const presented = parseKey(credential)
  if (!presented) return undefined
  const desk = { ports, actor: 'guard', changed: () => {} }
  const found = await findShelved({ desk, resource: apiKeys, tenant: system }, presented.id)
  const now = clock.now()
  const hash = vault.hash(presented.secret)
  const same = (hex: string | undefined): boolean => vault.same(hash, Buffer.from(hex ?? nobodys, 'hex'))
  const isCurrent = same(found?.value.hash)
  const isPrevious = same(found?.value.previous?.hash) && (found?.value.previous?.until ?? 0) > now
  if (!found || !(isCurrent || isPrevious) || (found.value.expiresAt ?? now + 1) <= now) return undefined
  if ((found.usedAt ?? 0) <= now - usedEvery) {
    await store.documents.use({ tenant: system, now, kind: apiKeys.kind, id: found.id, every: usedEvery })
  }
  return { ...found.value, id: found.id }
}

/** What is compared where there is nothing to compare. */
const nobodys = '0'.repeat(64)

const root: PresentKey = {
  id: rootKeyId,
  name: 'The key of the configuration',
  hash: nobodys,
  operations: ['*'],
  startsSignIns: false,
  createdAt: 0,
}

const noKey = 'The call shows no key: it goes into Authorization, as Bearer postern_key_….'

async function turnedAway(parts: ServerParts, call: Call, credential: string | undefined): Promise<Guarded> {
  if (credential === undefined) return { kind: 'refused', code: 'key-unknown', detail: noKey }
  return { kind: 'refused', ...(await wrongKey(parts, call)) }
}

type Wrong = Pick<Extract<Guarded, { readonly kind: 'refused' }>, 'code' | 'more'>

/** What is answered to a wrong key, or to another secret that makes one, by how many came from there lately. */
export async function wrongKey({ ports }: Pick<ServerParts, 'ports'>, call: Call): Promise<Wrong> {
  const [network] = call.client.networks
  if (network === undefined) return { code: 'key-unknown' }
  const now = ports.clock.now()
  const charge = { key: `wrong-key/${network}`, windows: [wrongKeys], grain: minutes(0) }
  const nothing = { events: [], messages: [] }
  const outcome = await ports.store.messages.post({ tenant: system, now, charges: [charge], also: nothing })
  if (outcome.kind !== 'limited') return { code: 'key-unknown' }
  return { code: 'limited', more: { now, retryAt: outcome.retryAt } }
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
