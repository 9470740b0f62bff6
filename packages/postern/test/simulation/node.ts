/** A node: engine, courier and chores over the shared store, and a way to die. */
import type { ManualClock } from '../../src/adapters/clock/clock.ts'
import { createSignals } from '../../src/adapters/signals/signals.ts'
import { type Credential, RawSecret } from '../../src/domain/credential.ts'
import type { Id } from '../../src/domain/id.ts'
import { instant } from '../../src/domain/instant.ts'
import type { Rendered } from '../../src/domain/message.ts'
import type { Scope } from '../../src/domain/scope.ts'
import { type Chores, createChores } from '../../src/engine/chores.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import { type Courier, createCourier } from '../../src/engine/outbox/courier.ts'
import type { Hooks } from '../../src/ports/hooks.ts'
import type { Ports } from '../../src/ports/ports.ts'
import type { Renderer, RenderInput } from '../../src/ports/renderer.ts'
import type { Signer } from '../../src/ports/signer.ts'
import type { Handover, Transport } from '../../src/ports/transport.ts'
import type { Operation } from './entry.ts'
import { Died, faultyStore, type Network, type Process } from './faulty-store.ts'
import type { Rings } from './key-ring.ts'
import type { Model } from './model.ts'
import { type Mail, scopes } from './people.ts'
import type { Random } from './random.ts'
import type { Scheduler } from './scheduler.ts'

/** The world as its nodes meet it. */
export interface Surroundings {
  readonly random: Random
  readonly clock: ManualClock
  readonly scheduler: Scheduler
  readonly model: Model
  readonly network: Network
  readonly rings: Rings
  /** Faults and fickle transports. Off while the world comes to rest. */
  stormy: boolean
  /** The first promise that was broken. */
  broken: string | undefined
  arrive(address: string, scope: Scope, mail: Mail): void
  arriveInvitation(address: string, scope: Scope, invitation: Credential<'invitation'>): void
}

export interface Node extends Process {
  /** The stage that its key ring is at. */
  readonly ring: number
  /** What it is busy with, from outside or by itself. */
  readonly running: Set<Promise<unknown>>
  readonly courier: Courier
  readonly chores: Chores
  engineFor(operation: Operation): Engine
  portsFor(operation: Operation): Ports
}

const slots = 4

export function createNode(world: Surroundings, ring: number): Node {
  const { clock, network } = world
  const vault = world.rings.vaultAt(ring)
  const id = vault.id<'node'>(clock.now())
  const own: Operation = { at: 0, name: 'background', tenant: '', startedAt: clock.now(), quiet: false }
  const signals = createSignals()
  const first = transport(world, () => node, 'first')
  const second = transport(world, () => node, 'second')
  const portsFor = (operation: Operation): Ports => ({
    signer,
    store: faultyStore(network, node, operation),
    vault,
    clock,
    directory: {
      find: ({ application }) => scopes.find((scope) => scope.application.id === application),
      inUse: () => [],
    },
    renderer,
    transports: () => [first, second],
    signals,
    hooks: hooks(world),
    node: id,
    // One simulated event for every refusal: more to go wrong.
    once: () => true,
    post: (posted) => courier.post(posted),
  })
  const courier = createCourier(() => background, {
    slots,
    deadline: () => ({ signal: never, clear: () => undefined }),
    onFault: () => undefined,
  })
  const node: Node = {
    dead: false,
    ring,
    running: new Set(),
    courier,
    get chores() {
      return chores
    },
    portsFor,
    engineFor: (operation) => createEngine(portsFor(operation)),
  }
  const background = portsFor(own)
  const chores = createChores(background, courier)
  return node
}

const never: AbortSignal = new AbortController().signal

/** An access token as plain facts. Real ones are signed on other threads, where a seed has no say. */
const signer: Signer = {
  sign: async (_scope, claims) => JSON.stringify(claims),
  verify: async () => undefined,
  jwks: async () => ({ keys: [] }),
  check: async () => undefined,
  rotate: async () => ({ kid: 'none', signsFrom: instant(0) }),
  tend: async () => undefined,
}

const withSecrets: ReadonlySet<string> = new Set(['sign-in', 'approved-elsewhere', 'invitation'])

/** A mail as plain facts: what a reader would find in it. */
const renderer: Renderer = {
  render({ scope, message, secrets }: RenderInput): Rendered {
    const readable = withSecrets.has(message.facts.kind)
    return {
      messageId: message.id,
      from: scope.application.mail.from,
      to: message.to.address,
      subject: message.facts.kind,
      text: JSON.stringify({ attempt: message.attempt, ...(readable ? secrets : {}) }),
      html: '',
      facts: { kind: message.facts.kind },
    }
  },
}

/** A mail system with moods: it takes, puts off, refuses, is down, or takes a mail and loses its answer. */
function transport(world: Surroundings, nodeOf: () => Node, name: string): Transport {
  return {
    name,
    channel: 'mail',
    send: (mail) =>
      new Promise((resolve, reject) => {
        const node = nodeOf()
        if (node.dead) return reject(new Died())
        world.scheduler.wait({
          owner: node,
          write: false,
          go: () => resolve(handOver(world, mail)),
          giveUp: () => reject(new Died()),
        })
      }),
  }
}

function handOver(world: Surroundings, mail: Rendered): Handover {
  const draw = world.stormy ? world.random.below(100) : 0
  if (draw < 80 || draw >= 95) arrive(world, mail)
  if (draw < 80) return { kind: 'taken', reference: 'queued' }
  if (draw < 87) return { kind: 'later', reason: 'greylisted' }
  if (draw < 88) return { kind: 'refused', reason: 'no-such-mailbox', suppress: true }
  if (draw < 90) return { kind: 'refused', reason: 'content' }
  if (draw < 95) return { kind: 'down', reason: 'connection-refused' }
  return draw < 98 ? { kind: 'later', reason: 'answer-lost' } : { kind: 'down', reason: 'answer-lost' }
}

/** It lies in the mailbox, whatever the mail system told us; a repeat must say the same. */
function arrive(world: Surroundings, mail: Rendered): void {
  const message = world.model.messages.get(mail.messageId)
  const secrets = world.model.sealed.get(mail.messageId)
  const read = JSON.parse(mail.text) as { attempt: never; link?: string; code?: string; cancel?: string }
  const scope = scopes.find(({ tenant }) => tenant.id === message?.tenant)
  const same = !('link' in read) || (read.link === secrets?.link && read.code === secrets?.code)
  const right =
    message !== undefined && message.to === mail.to.toLowerCase() && message.attempt === (read.attempt ?? '')
  if (!same || !right || !scope || read.cancel !== ('link' in read ? secrets?.cancel : undefined)) {
    world.broken ??= 'outbox: a mail carries the secrets that were sealed for it, at every repeat'
    return
  }
  message.arrived++
  const invitation = message.invitation as Id<'invitation'> | undefined
  if (invitation && read.link)
    world.arriveInvitation(mail.to, scope, { id: invitation, secret: new RawSecret(read.link) })
  // The host application's own mails are about no attempt.
  if (!message.attempt) return
  const { attempt, link = '', code = '', cancel = '' } = read
  world.arrive(mail.to, scope, { attempt, kind: message.kind, link, code, cancel })
}

/** Hooks hear of what is committed and of nothing else; now and then one says no. */
function hooks(world: Surroundings): Hooks {
  return {
    tell(tenant, _at, events) {
      const committed = world.model.events.get(tenant)
      for (const { id } of events) {
        if (!committed?.has(id)) world.broken ??= 'audit: hooks are told of committed events only'
      }
    },
    beforeCreate: async () => ({ kind: 'create', user: {} }),
    mayVeto: async () => (world.stormy && world.random.chance(0.02) ? 'no-today' : undefined),
  }
}
