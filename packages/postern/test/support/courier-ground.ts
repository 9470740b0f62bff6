/** A courier over a store in memory, with a clock that is moved by hand and transports that are answered by hand. */
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { createVault } from '../../src/adapters/vault/vault.ts'
import type { Id } from '../../src/domain/id.ts'
import type { Message, Rendered } from '../../src/domain/message.ts'
import type { Scope } from '../../src/domain/scope.ts'
import { type Courier, createCourier } from '../../src/engine/outbox/courier.ts'
import { birthOwner } from '../../src/ports/conformance/drafts.ts'
import { type VirtualClock, virtualClock } from '../../src/ports/conformance/virtual-clock.ts'
import { createWorld } from '../../src/ports/conformance/world.ts'
import type { Ports } from '../../src/ports/ports.ts'
import type { Handover, Transport } from '../../src/ports/transport.ts'
import { scope as someScope } from '../crash/scope.ts'

/** As many mails at the same time as one transport is handed. */
export const slots = 8
export const down: Handover = { kind: 'down', reason: 'timed-out' }
export const taken: Handover = { kind: 'taken' }
const opened: { close(): Promise<void> }[] = []

export type Lists = Readonly<Record<string, readonly Hand[]>>

export interface CourierGround {
  readonly clock: VirtualClock
  readonly courier: Courier
  /** As many mails, committed and left in the store. */
  put(tenant: string, count: number): Promise<readonly Message[]>
  /** And handed to the courier. */
  post(tenant: string, count: number): Promise<readonly Message[]>
  states(tenant: string, messages: readonly Message[]): Promise<readonly string[]>
}

/** A transport that is answered by hand. */
export interface Hand {
  readonly transport: Transport
  /** Every mail that it was handed. */
  readonly handed: readonly string[]
  /** Those that it has not answered. */
  readonly held: number
  answer(handover: Handover, count?: number): Promise<void>
}

export function createHand(name: string): Hand {
  const handed: string[] = []
  const answers: ((handover: Handover) => void)[] = []
  const transport: Transport = {
    name,
    channel: 'mail',
    send: ({ messageId }: Rendered) => {
      handed.push(messageId)
      return new Promise((resolve) => void answers.push(resolve))
    },
  }
  return {
    transport,
    handed,
    get held() {
      return answers.length
    },
    async answer(handover: Handover, count = answers.length) {
      for (const answer of answers.splice(0, count)) answer(handover)
      await quiet()
    },
  }
}

/** Until everything that can go on has. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** `lists` are the transports of each tenant. To be closed by `closeGrounds`. */
export async function createGround(lists: Lists): Promise<CourierGround> {
  const clock = virtualClock()
  const store = await sqlite(':memory:').open()
  const world = createWorld(store, clock)
  const ports = {
    store,
    clock,
    vault: createVault('a secret of thirty-two bytes or more'),
    node: birthOwner,
    renderer: { render: async ({ message }: { readonly message: Message }) => ({ messageId: message.id }) },
    directory: { find: ({ tenant }: { readonly tenant: string }) => scopeOf(tenant) },
    transports: ({ tenant }: Scope) => (lists[tenant.id] ?? []).map(({ transport }) => transport),
    hooks: { tell() {} },
  } as unknown as Ports
  const faults: unknown[] = []
  const courier = createCourier(() => ports, {
    slots,
    deadline: () => ({ signal: new AbortController().signal, clear() {} }),
    onFault: (fault) => void faults.push(fault),
  })
  const ground = {
    clock,
    courier,
    async put(tenant: string, count: number): Promise<readonly Message[]> {
      const there = world.of(tenant)
      const made: Message[] = []
      for (let at = 0; at < count; at++) {
        const attempt = there.draw.attempt(there.now)
        const { sealed: _, ...draft } = there.draw.message(there.now, attempt)
        await store.attempts.issue(there.at({ attempt, charges: [], also: { events: [], messages: [draft] } }))
        made.push(...(await store.messages.list(there.at({ attempt: attempt.id }))))
      }
      return made
    },
    async post(tenant: string, count: number): Promise<readonly Message[]> {
      const made = await ground.put(tenant, count)
      for (const message of made) courier.post({ scope: scopeOf(tenant), message })
      await quiet()
      return made
    },
    async states(tenant: string, messages: readonly Message[]): Promise<readonly string[]> {
      const there = world.of(tenant)
      const found = messages.map(({ attempt }) => store.messages.list(there.at({ attempt: attempt as never })))
      return (await Promise.all(found)).flat().map(({ state }) => state)
    },
    async close() {
      const stopped = courier.stop()
      for (const hand of Object.values(lists).flat()) await hand.answer(taken)
      await stopped
      await store.close()
      if (faults.length > 0) throw new AggregateError(faults, faults.map(String).join('; '))
    },
  }
  opened.push(ground)
  return ground
}

/** To be run after each test. A fault fails it. */
export async function closeGrounds(): Promise<void> {
  for (const one of opened.splice(0)) await one.close()
}

export const scopeOf = (tenant: string): Scope => ({ ...someScope, tenant: { id: tenant as Id<'tenant'> } })
