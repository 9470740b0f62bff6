/**
 * The courier takes committed messages from memory and delivers them, a few at a time to each transport, so that one that
 * hangs holds up its own mails only. What there is no room for is left to its lease: the next round of chores brings it
 * back from the store.
 */
import { after, type Instant } from '../../domain/instant.ts'
import type { Message } from '../../domain/message.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Ports, Posted } from '../../ports/ports.ts'
import { leaseLength } from '../rules/lifetimes.ts'
import { createCircuits } from './circuits.ts'
import type { Deadline } from './deadline.ts'
import { type Due, deliver } from './deliver.ts'
import type { DeliveryCheckpoint } from './delivery-tools.ts'
import { type Backlog, createLanes } from './lanes.ts'
import { createOutages, type OutageListener } from './outages.ts'
import { transportsFor } from './transports-for.ts'
import { createUnderWay } from './under-way.ts'

export interface Courier {
  post(posted: Posted): void
  /** Messages that wait for a slot, for each transport that is known: those of `known`, and those that had a message. */
  backlogs(): Iterable<Backlog>
  /** Those that wait before the next mail of this scope. */
  backlogOf(scope: Scope): Promise<Backlog>
  /** Transports that failed when they were last tried. */
  brokenTransports(): readonly string[]
  /** Claims due messages from the store and delivers them. Resolves when these are settled, whatever else is under way. */
  collect(limit: number): Promise<{ readonly collected: number }>
  /** Resolves when what is under way is settled, and what came in meanwhile. */
  settled(): Promise<void>
  /** Delivers nothing new; resolves when what is under way is settled. */
  stop(): Promise<void>
}

export interface CourierOptions extends OutageListener {
  /** Messages handed over to one transport at the same time. */
  readonly slots: number
  /** Names of transports that are there before the first message. */
  readonly known?: readonly string[]
  readonly deadline: (milliseconds: number) => Deadline
  readonly checkpoint?: (name: DeliveryCheckpoint) => void
  /** Told of faults, which are ours and never a mail system's. */
  readonly onFault?: (fault: unknown) => void
}

interface Waiting extends Due {
  readonly since: Instant
  readonly over?: () => void
}

/** `portsOf` is a function because the ports hold this courier's own `post`. */
export function createCourier(portsOf: () => Ports, options: CourierOptions): Courier {
  const { slots, known = [], deadline, checkpoint = () => {}, onFault } = options
  const { track, settled } = createUnderWay((fault) => onFault?.(fault))
  let stopped = false
  const outages = createOutages(options)
  const tools = { circuits: createCircuits(), deadline, checkpoint, outages, isStopped: () => stopped }

  const lanes = createLanes<Waiting>({
    slots,
    known,
    work: (due, done) =>
      track(deliver(portsOf(), tools, due), () => {
        due.over?.()
        done()
      }),
  })
  const now = (): Instant => portsOf().clock.now()

  /** Into the lane of its first transport: another one takes it only where that is down. Without any it needs no slot. */
  const lineUp = async (due: Waiting): Promise<void> => {
    let isIn = false
    try {
      const lane = due.scope && (await laneOf(portsOf(), due.scope))
      if (lane !== undefined) isIn = lanes.add(lane, due)
      else if (!stopped) await deliver(portsOf(), tools, due)
    } finally {
      if (!isIn) due.over?.()
    }
  }

  /** Resolves when it is settled, or will not be delivered here. */
  const take = async (message: Message): Promise<void> => {
    const { directory } = portsOf()
    const scope = await directory.find({ tenant: message.tenant, application: message.application })
    await new Promise<void>((over) => track(lineUp({ scope, message, since: now(), over })))
  }

  return {
    post(posted) {
      if (!stopped) track(lineUp({ ...posted, since: now() }))
    },
    backlogs: () => lanes.backlogs(now()),
    backlogOf: async (scope) => lanes.backlog((await laneOf(portsOf(), scope)) ?? '', now()),
    brokenTransports: () => tools.circuits.failing(now()),
    async collect(limit) {
      if (stopped) return { collected: 0 }
      const messages = await claim(portsOf(), limit)
      await Promise.all(messages.map((message) => take(message)))
      return { collected: messages.length }
    },
    settled,
    async stop() {
      stopped = true
      for (const { over } of lanes.close()) over?.()
      await settled()
    },
  }
}

async function laneOf(ports: Ports, scope: Scope): Promise<string | undefined> {
  const [first] = await transportsFor(ports, scope, 'mail')
  return first?.name
}

function claim({ store, clock, node }: Ports, limit: number): Promise<readonly Message[]> {
  const now = clock.now()
  return store.messages.claim({ now, owner: node, until: after(now, leaseLength), limit })
}
