/**
 * One simulated world: a store in memory, the model beside it, people with their devices, and the nodes that serve them.
 * It knows how an operation is begun, judged and ended; which ones there are is the business of the actions.
 */
import { createHash, type Hash } from 'node:crypto'
import { type ManualClock, manualClock } from '../../src/adapters/clock/clock.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { type Credential, RawSecret } from '../../src/domain/credential.ts'
import { PosternError } from '../../src/domain/errors.ts'
import { instant } from '../../src/domain/instant.ts'
import type { MessageSecrets } from '../../src/domain/message.ts'
import type { Scope } from '../../src/domain/scope.ts'
import type { Engine } from '../../src/engine/engine.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Vault } from '../../src/ports/vault.ts'
import { brokenAnswer, brokenRead, brokenSignOut } from './answer-rules.ts'
import { apply } from './apply.ts'
import { audit } from './audit.ts'
import { type Entry, hexOf, type Operation } from './entry.ts'
import { brokenRefresh, brokenTokens, type Refreshed } from './family-answers.ts'
import { Died, type Fate, type Network } from './faulty-store.ts'
import { brokenInvitation } from './invitations.ts'
import { createRings, type Reached } from './key-ring.ts'
import { createModel, isLive, type Model } from './model.ts'
import { createNode, type Node, type Surroundings } from './node.ts'
import { clientOf, type Device, isWelcome, type Person, type Request, scopes } from './people.ts'
import { createRandom, type Random } from './random.ts'
import { brokenRule } from './rules.ts'
import { createScheduler } from './scheduler.ts'
import type { Outcome } from './told.ts'

export interface World extends Surroundings {
  readonly store: Store
  readonly nodes: Node[]
  /** Replaced, and still at work. */
  readonly leaving: Set<Node>
  readonly reached: Reached
  readonly people: Person[]
  readonly devices: Device[]
  readonly requests: Request[]
  readonly tally: Tally
  /** Whom running operations are about. */
  subjects(): readonly string[]
  /** Runs one operation on some node. `undefined`: nobody knows what came of it. */
  run<O>(
    about: About,
    call: (engine: Engine, scope: Scope, node: Node, operation: Operation) => Promise<O>,
  ): Promise<O | undefined>
  note(line: string): void
  kill(node: Node): void
}

export interface Tally {
  commands: number
  operations: number
  crashes: number
  forgotten: number
  readonly trace: Hash
  /** The last operations, newest last. */
  readonly tail: string[]
}

export interface About
  extends Partial<
    Omit<Operation, 'at' | 'startedAt' | 'quiet' | 'made' | 'client' | 'tenant' | 'application' | 'family' | 'token'>
  > {
  readonly name: string
  readonly scope: Scope
  readonly device?: Device
  /** Shown instead of what the device holds now. */
  readonly shown?: ReturnType<typeof clientOf>
  readonly refresh?: Credential<'family'>
}

const nodeCount = 3
const tailLength = 12

export async function createWorld(seed: number): Promise<World> {
  const random = createRandom(`simulation ${seed}`)
  const clock = manualClock(instant(Date.UTC(2026, 10, 22, 9)))
  const scheduler = createScheduler(random)
  const store = await sqlite(':memory:').open()
  const model = createModel()
  const running = new Set<Operation>()
  const tally: Tally = { commands: 0, operations: 0, crashes: 0, forgotten: 0, trace: createHash('sha256'), tail: [] }
  const note = (line: string): void => {
    tally.trace.update(`${line}\n`)
    tally.tail.push(line)
    if (tally.tail.length > tailLength) tally.tail.shift()
  }
  const breach = (promise: string): void => {
    world.broken ??= promise
  }
  const journal = (entry: Entry): void => {
    tally.commands++
    tally.trace.update(`${entry.operation.at} ${entry.name} ${kindOf(entry.output)}\n`)
    const open = (address: string): boolean => isWelcome(scopeOf(entry.operation.tenant), address)
    const promise = brokenRule(model, entry, open)
    if (promise) breach(promise)
    model.time = clock.now()
    apply(model, entry)
    // Rows are looked at again whenever an operation finds them; behind everybody's back, one in three.
    if (tally.commands % 3 === 0) void audit(store, clock, model, entry).then((found) => found && breach(found))
  }
  const network: Network = {
    inner: store,
    scheduler,
    fate: () => {
      const fate = world.stormy ? fateOf(random) : 'done'
      if (fate === 'forgotten') tally.forgotten++
      return fate
    },
    journal,
    fault: (fault) => breach(`the store never faults by itself: ${String(fault)}`),
    kill: (process) => world.kill(process as Node),
  }
  const world: World = {
    random,
    clock,
    scheduler,
    store,
    model,
    network,
    nodes: [],
    rings: createRings(random, (vault) => seeing(model, breach, clock, vault)),
    reached: new Map([[0, clock.now()]]),
    leaving: new Set(),
    people: [],
    devices: [],
    requests: [],
    tally,
    stormy: true,
    broken: undefined,
    subjects: () => [...running].flatMap(({ subject }) => subject ?? []),
    arrive(address, scope, mail) {
      const person = world.people.find(
        (one) => one.scope === scope && one.address.toLowerCase() === address.toLowerCase(),
      )
      if (person) person.mails = [...person.mails, mail].slice(-8)
      else breach('invariant 11: mail goes to nobody who was not asked for')
    },
    arriveInvitation(address, scope, invitation) {
      const person = world.people.find((one) => one.scope === scope && one.address === address)
      if (person) person.invitations = [...person.invitations, invitation].slice(-4)
      else breach('invariant 11: mail goes to nobody who was not invited')
    },
    note,
    kill(node) {
      if (node.dead) return
      tally.crashes++
      node.dead = true
      scheduler.giveUp(node)
      // One that was leaving has been followed already.
      const at = world.nodes.indexOf(node)
      if (at >= 0) world.nodes.splice(at, 1, createNode(world, node.ring))
    },
    async run(about, call) {
      const node = random.pick(world.nodes)
      if (!node) return undefined
      const operation = begin(world, about, running)
      const work = call(node.engineFor(operation), about.scope, node, operation)
      node.running.add(work)
      try {
        const outcome = await work
        end(world, operation, outcome, breach)
        return outcome
      } catch (fault) {
        note(`${operation.at} ${operation.name} ${fault instanceof Died ? 'died' : 'busy'}`)
        const expected = fault instanceof Died || (fault instanceof PosternError && fault.code === 'busy')
        if (!expected) breach(`an operation never throws by itself: ${String((fault as Error).stack ?? fault)}`)
        return undefined
      } finally {
        running.delete(operation)
        node.running.delete(work)
      }
    },
  }
  for (let at = 0; at < nodeCount; at++) world.nodes.push(createNode(world, 0))
  return world
}

const scopeOf = (tenant: string): Scope => scopes.find((scope) => scope.tenant.id === tenant) ?? (scopes[0] as Scope)

/** A vault whose envelopes the model sees through, and whose comparisons it counts. */
function seeing(model: Model, breach: (promise: string) => void, clock: ManualClock, vault: Vault): Vault {
  const see = (message: string, secrets: MessageSecrets): void => {
    model.sealed.set(message, secrets)
    if (secrets.link) model.drawn.set(hexOf(vault.hash(new RawSecret(secrets.link))), secrets)
  }
  return {
    ...vault,
    seal(place, plain) {
      if (place.purpose === 'message') see(place.row, JSON.parse(plain) as MessageSecrets)
      return vault.seal(place, plain)
    },
    macMatches(tenant, id, code, mac) {
      const attempt = model.attempts.get(id)
      if (attempt && isLive(attempt, clock.now())) {
        attempt.compared.add(code)
        if (attempt.compared.size > attempt.tries) breach('invariant 4: a guess is counted before it is compared')
      }
      return vault.macMatches(tenant, id, code, mac)
    },
  }
}

function fateOf(random: Random): Fate {
  const draw = random.below(1000)
  if (draw < 15) return 'failed'
  if (draw < 35) return 'forgotten'
  if (draw < 37) return 'dies-before'
  return draw < 39 ? 'dies-after' : 'done'
}

function begin(world: World, about: About, running: Set<Operation>): Operation {
  const { scope, device, shown, refresh, ...facts } = about
  const client = shown ?? (device && clientOf(device))
  const hash = (secret: { reveal(): string } | undefined): string | undefined =>
    secret && hexOf(world.rings.auditor.hash(new RawSecret(secret.reveal())))
  const [asker, browser, session] = [
    hash(client?.asker?.secret),
    hash(client?.browser?.secret),
    hash(client?.session?.secret),
  ]
  const token = hash(refresh?.secret)
  const operation: Operation = {
    ...facts,
    at: ++world.tally.operations,
    tenant: scope.tenant.id,
    application: scope.application.id,
    startedAt: world.clock.now(),
    quiet: true,
    ...(client && { client }),
    ...(asker && { asker }),
    ...(browser && { browser }),
    ...(session && { session }),
    ...(refresh && token && { family: refresh.id, token }),
  }
  for (const other of running) {
    const same = other.client?.asker?.id === client?.asker?.id && client?.asker !== undefined
    const alike = other.client?.networks[0] === client?.networks[0] && client !== undefined
    if (other.subject !== operation.subject && !same && !alike) continue
    other.quiet = false
    operation.quiet = false
  }
  running.add(operation)
  return operation
}

function end(world: World, operation: Operation, outcome: unknown, breach: (promise: string) => void): void {
  const kind = kindOf(outcome)
  world.note(`${operation.at} ${operation.name} ${kind}`)
  const silent = brokenSilence(world, operation, outcome)
  if (silent) breach(silent)
  if (kind === '-') return
  const open = (address: string): boolean => isWelcome(scopeOf(operation.tenant), address)
  const hash = (secret: string): Uint8Array => world.rings.auditor.hash(new RawSecret(secret))
  const { model, clock } = world
  const openToAll = scopeOf(operation.tenant).application.signUp === 'open'
  const told = { model, operation, now: clock.now(), hash, open, openToAll }
  const invitation = operation.invitation && brokenInvitation({ ...told, outcome: outcome as Outcome })
  if (invitation) return breach(invitation)
  const promise =
    operation.name === 'refresh'
      ? brokenRefresh({ ...told, outcome: outcome as Refreshed })
      : (brokenAnswer({ ...told, outcome: outcome as Outcome }) ??
        brokenTokens({ ...told, outcome: outcome as Outcome }))
  if (promise) breach(promise)
}

/** Two operations answer without a kind. */
function brokenSilence({ model, clock }: World, operation: Operation, outcome: unknown): string | undefined {
  if (operation.name === 'read') return brokenRead({ model, operation, outcome })
  return operation.name === 'sign-out' ? brokenSignOut({ model, operation, now: clock.now() }) : undefined
}

function kindOf(outcome: unknown): string {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome ? String(outcome.kind) : '-'
}
