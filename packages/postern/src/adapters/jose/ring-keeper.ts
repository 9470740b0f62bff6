/**
 * Keeps the key ring of each tenant: made at first need, read again once a minute so that other nodes' changes are seen,
 * changed by compare-and-set only. However many need the first key at once, there is one ring.
 */
import type { CryptoKey } from 'jose'
import { PosternError } from '../../domain/errors.ts'
import type { EventDraft } from '../../domain/event.ts'
import type { Instant } from '../../domain/instant.ts'
import { seconds } from '../../domain/instant.ts'
import type { Scope, TokenSettings } from '../../domain/scope.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Hooks } from '../../ports/hooks.ts'
import type { Document } from '../../ports/records.ts'
import type { Rotated } from '../../ports/signer.ts'
import type { Store } from '../../ports/store.ts'
import type { Vault } from '../../ports/vault.ts'
import { isSealedHere, makeKey, openPrivate, openPublic, type Sealing } from './ring-key.ts'
import {
  activeKey,
  firstRing,
  isDue,
  leadOf,
  nextKey,
  type Ring,
  type RingKey,
  replaced,
  rereadEvery,
  turnedOver,
  waitingKey,
} from './signing-ring.ts'

export interface SignerPorts {
  readonly store: Pick<Store, 'documents'>
  readonly vault: Vault
  readonly clock: Clock
  readonly hooks: Pick<Hooks, 'tell'>
}

export type RotationReason = 'by-hand' | 'schedule'

export interface RingKeeper {
  /** The ring, made if there is none. */
  need(scope: Scope): Promise<HeldRing>
  /** The ring, if there is one. With `kid`, one that may be newer than what is held when that is not in it. */
  look(scope: Scope, kid?: string): Promise<HeldRing | undefined>
  rotate(scope: Scope, reason: RotationReason): Promise<Rotated>
  tend(scope: Scope): Promise<void>
}

/** A ring in memory, with the keys that were opened so far. */
export interface HeldRing {
  readonly version: number
  /** A tenant that was erased counts versions anew. */
  readonly changedAt: Instant
  readonly ring: Ring
  readonly readAt: Instant
  privateOf(key: RingKey): Promise<CryptoKey>
  publicOf(key: RingKey): Promise<CryptoKey>
}

export const ringPlace = { kind: 'signing-keys', id: 'ring' } as const
const mostTurns = 5
/** Tokens with made-up key names must not become reads. */
const soonest = seconds(5)

export function createRingKeeper(ports: SignerPorts): RingKeeper {
  const held = new Map<string, HeldRing>()
  const reading = new Map<string, Promise<HeldRing | undefined>>()

  const read = (scope: Scope): Promise<HeldRing | undefined> => {
    const tenant = scope.tenant.id
    const under = reading.get(tenant) ?? readRing(ports, scope, held).finally(() => reading.delete(tenant))
    reading.set(tenant, under)
    return under
  }
  const look = (scope: Scope, kid?: string): Promise<HeldRing | undefined> => {
    const known = held.get(scope.tenant.id)
    const age = known ? ports.clock.now() - known.readAt : Number.POSITIVE_INFINITY
    const stranger = kid !== undefined && !known?.ring.keys.some((key) => key.kid === kid)
    return known && age < (stranger ? soonest : rereadEvery) ? Promise.resolve(known) : read(scope)
  }
  const need = async (scope: Scope): Promise<HeldRing> => {
    for (let turn = 0; turn < mostTurns; turn++) {
      const found = (await look(scope)) ?? (await read(scope))
      if (found) return found
      await makeFirst(ports, scope)
    }
    throw new PosternError('busy', 'the signing keys kept changing; try again')
  }
  const rotate: RingKeeper['rotate'] = async (scope, reason) => {
    await need(scope)
    for (let turn = 0; turn < mostTurns; turn++) {
      const found = await read(scope)
      const rotated = found && (await turnOver(ports, scope, found, reason))
      if (!rotated) continue
      held.delete(scope.tenant.id)
      return rotated
    }
    throw new PosternError('busy', 'the signing keys kept changing; try again')
  }
  return {
    need,
    look,
    rotate,
    async tend(scope) {
      const found = await look(scope)
      if (!found || !isDue(found.ring, ports.clock.now(), settingsOf(scope))) return
      // The next keys of a node that cannot open this one would be as closed to those that can.
      const sealing = { ...ports, tenant: scope.tenant.id }
      if (opensActive(sealing, found.ring, ports.clock.now())) await rotate(scope, 'schedule')
    },
  }
}

async function readRing(
  { store, clock, ...ports }: SignerPorts,
  { tenant }: Scope,
  held: Map<string, HeldRing>,
): Promise<HeldRing | undefined> {
  const now = clock.now()
  const document = await store.documents.find({ tenant: tenant.id, now, ...ringPlace })
  const known = held.get(tenant.id)
  if (!document) {
    held.delete(tenant.id)
    return undefined
  }
  const same = known?.version === document.version && known.changedAt === document.changedAt
  const fresh = same ? { ...known, readAt: now } : holdRing({ ...ports, tenant: tenant.id }, document, now)
  held.set(tenant.id, fresh)
  return fresh
}

function holdRing(
  sealing: Sealing,
  { version, changedAt, json }: Pick<Document, 'version' | 'changedAt' | 'json'>,
  readAt: Instant,
): HeldRing {
  const opened = new Map<string, Promise<CryptoKey>>()
  const once = (name: string, open: () => Promise<CryptoKey>): Promise<CryptoKey> => {
    const under = opened.get(name) ?? open()
    opened.set(name, under)
    return under
  }
  return {
    version,
    changedAt,
    readAt,
    ring: JSON.parse(json) as Ring,
    privateOf: (key) => once(`${key.kid} private`, () => openPrivate(sealing, key)),
    publicOf: (key) => once(key.kid, () => openPublic(key)),
  }
}

/** Loses against another node without a word: its ring is as good. */
async function makeFirst({ store, vault, clock }: SignerPorts, scope: Scope): Promise<void> {
  const { algorithm } = settingsOf(scope)
  const tenant = scope.tenant.id
  const now = clock.now()
  const make = (): Promise<RingKey> => makeKey({ vault, tenant }, algorithm, now)
  const ring = firstRing(now, await make(), await make())
  await store.documents.put({ tenant, now, ...ringPlace, version: 0, json: JSON.stringify(ring) })
}

/** `undefined` when the ring changed meanwhile. */
async function turnOver(
  { store, vault, clock, hooks }: SignerPorts,
  scope: Scope,
  { ring, version }: HeldRing,
  reason: RotationReason,
): Promise<Rotated | undefined> {
  const now = clock.now()
  const tenant = scope.tenant.id
  const settings = settingsOf(scope)
  const isReadable = opensActive({ vault, tenant }, ring, now)
  const settled = isReadable ? settledAlready(ring, now, settings, reason) : undefined
  if (settled) return settled
  const make = (): Promise<RingKey> => makeKey({ vault, tenant }, settings.algorithm, now)
  const known = isReadable ? nextKey(ring, settings.algorithm) : undefined
  const next = known && isSealedHere({ vault, tenant }, known) ? known : await make()
  const successors = { next, following: await make() }
  const turned = isReadable ? turnedOver(ring, now, leadOf(settings), successors) : replaced(ring, now, successors)
  const why = isReadable ? reason : 'unreadable'
  const event: EventDraft = { id: vault.id(now), type: 'key.rotated', application: scope.application.id, reason: why }
  const also = { events: [event], messages: [] }
  const put = await store.documents.put({
    tenant,
    now,
    ...ringPlace,
    version,
    json: JSON.stringify(turned),
    newestOnly: true,
    also,
  })
  if (put.kind === 'changed') return undefined
  hooks.tell(tenant, now, [event])
  return { kid: next.kid, signsFrom: waitingKey(turned, now)?.signsFrom ?? now }
}

/** Another node, or an earlier call, may have done it since it was asked for. */
function settledAlready(
  ring: Ring,
  now: Instant,
  settings: TokenSettings,
  reason: RotationReason,
): Rotated | undefined {
  const active = activeKey(ring, now)
  const waiting = waitingKey(ring, now)
  if (waiting?.signsFrom) return { kid: waiting.kid, signsFrom: waiting.signsFrom }
  if (reason === 'by-hand' || !active?.signsFrom || isDue(ring, now, settings)) return undefined
  return { kid: active.kid, signsFrom: active.signsFrom }
}

/** Whether this node opens the key that signs. */
function opensActive(sealing: Sealing, ring: Ring, now: Instant): boolean {
  const active = activeKey(ring, now)
  return active !== undefined && isSealedHere(sealing, active)
}

export function settingsOf({ application }: Scope): TokenSettings {
  if (!application.tokens) throw new PosternError('server-error', 'This application signs no tokens.')
  return application.tokens
}
