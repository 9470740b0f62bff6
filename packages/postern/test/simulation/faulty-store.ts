/**
 * A store as seen through a bad network: every command waits for its turn and then succeeds, fails before it took effect,
 * takes effect without an answer, or takes its node down, before or after. What really happened goes to the journal.
 */
import { PosternError } from '../../src/domain/errors.ts'
import type { Store } from '../../src/ports/store.ts'
import { type Entry, type Group, isRead, type Operation } from './entry.ts'
import type { Scheduler } from './scheduler.ts'

/** A process: dead ones never act again. */
export interface Process {
  dead: boolean
}

export type Fate = 'done' | 'failed' | 'forgotten' | 'dies-before' | 'dies-after'

export interface Network {
  readonly inner: Store
  readonly scheduler: Scheduler
  fate(): Fate
  journal(entry: Entry): void
  /** A fault that nobody asked for. */
  fault(fault: unknown): void
  kill(process: Process): void
}

/** Whoever calls is dead: nothing comes back any more. */
export class Died extends Error {
  override readonly name = 'Died'
}

type AnyCommand = (input: never) => Promise<unknown>

/** The store for one operation of one process. Groups are made when they are first asked for: most operations use one. */
export function faultyStore(network: Network, process: Process, operation: Operation): Store {
  const made: Partial<Record<Group, unknown>> = {}
  const wrap = (name: string, command: AnyCommand): AnyCommand => callOf(network, process, operation, name, command)
  const group = <G extends Group>(name: G): Store[G] =>
    (made[name] ??= wrapAll(name, { ...network.inner[name] }, wrap)) as Store[G]
  return {
    get attempts() {
      return group('attempts')
    },
    get sessions() {
      return group('sessions')
    },
    get families() {
      return group('families')
    },
    get handOffs() {
      return group('handOffs')
    },
    get users() {
      return group('users')
    },
    get addresses() {
      return group('addresses')
    },
    get registrations() {
      return group('registrations')
    },
    get suppressions() {
      return group('suppressions')
    },
    get budgets() {
      return group('budgets')
    },
    get messages() {
      return group('messages')
    },
    get events() {
      return group('events')
    },
    get invitations() {
      return group('invitations')
    },
    get documents() {
      return group('documents')
    },
    get artifacts() {
      return group('artifacts')
    },
    sweep: wrap('sweep', network.inner.sweep) as Store['sweep'],
    erase: wrap('erase', network.inner.erase) as Store['erase'],
    time: () => network.inner.time(),
    eventMark: () => network.inner.eventMark(),
    ready: () => network.inner.ready(),
    close: () => Promise.resolve(),
  }
}

function wrapAll(
  group: Group,
  commands: Readonly<Record<string, AnyCommand>>,
  wrap: (name: string, command: AnyCommand) => AnyCommand,
): Record<string, AnyCommand> {
  const wrapped: Record<string, AnyCommand> = {}
  for (const name in commands) {
    const command = commands[name]
    if (command) wrapped[name] = wrap(`${group}.${name}`, command)
  }
  return wrapped
}

function callOf(
  network: Network,
  process: Process,
  operation: Operation,
  name: string,
  command: AnyCommand,
): AnyCommand {
  const act = async (input: never): Promise<unknown> => {
    const fate = network.fate()
    if (fate === 'failed') throw new PosternError('busy', 'The database cannot be reached.')
    if (fate === 'dies-before') network.kill(process)
    if (process.dead) throw new Died()
    const output = await command(input).catch((fault: unknown) => {
      network.fault(fault)
      throw fault
    })
    network.journal({ name, input, output, operation } as Entry)
    if (fate === 'dies-after') network.kill(process)
    if (process.dead) throw new Died()
    if (fate === 'forgotten') throw new PosternError('busy', 'The connection was lost.')
    return output
  }
  return (input) =>
    new Promise((resolve, reject) => {
      if (process.dead) return reject(new Died())
      network.scheduler.wait({
        owner: process,
        write: !isRead(name),
        go: () => void act(input).then(resolve, reject),
        giveUp: () => reject(new Died()),
      })
    })
}
