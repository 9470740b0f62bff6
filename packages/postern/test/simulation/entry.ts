/** What is written down of a run: operations as people asked for them, and store commands as they took effect. */
import type { Client } from '../../src/domain/client.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { Store } from '../../src/ports/store.ts'

/** One call of an operation, with what the caller knew and showed. Hashes as hexadecimal text. */
export interface Operation {
  readonly at: number
  readonly name: string
  readonly tenant: string
  readonly application?: string
  readonly startedAt: Instant
  readonly client?: Client
  readonly asker?: string
  readonly browser?: string
  readonly session?: string
  /** A refresh token: the id of its family, and its hash. */
  readonly family?: string
  readonly token?: string
  readonly attempt?: string
  readonly secret?: string
  readonly code?: string
  readonly number?: string
  readonly email?: string
  /** The invitation whose link was presented. */
  readonly invitation?: string
  /** Who vouches, as the caller says. */
  readonly by?: string
  /** Whose account it is about: two operations about one subject disturb each other. */
  readonly subject?: string
  /** Nobody else was busy with the same subject or device from beginning to end. */
  quiet: boolean
  /** The session that this operation made, whether it heard of it or not. */
  made?: string
}

/** Where the store's commands stand. Sweeping stands by itself. */
export type Group =
  | 'attempts'
  | 'sessions'
  | 'families'
  | 'handOffs'
  | 'users'
  | 'addresses'
  | 'invitations'
  | 'registrations'
  | 'suppressions'
  | 'budgets'
  | 'messages'
  | 'events'
  | 'documents'
  | 'artifacts'

type Groups = Pick<Store, Group>

type Called<N extends string, C> = C extends (input: infer I) => Promise<infer O>
  ? { readonly name: N; readonly input: I; readonly output: O }
  : never

type InGroup<G extends keyof Groups> = {
  [C in keyof Groups[G] & string]: Called<`${G}.${C}`, Groups[G][C]>
}[keyof Groups[G] & string]

/** A command that took effect, or a read that was answered, in the order in which the store did it. */
export type Entry = ({ [G in keyof Groups]: InGroup<G> }[keyof Groups] | Called<'sweep', Store['sweep']>) & {
  readonly operation: Operation
}

export type EntryOf<N extends Entry['name']> = Extract<Entry, { readonly name: N }>

const reads: ReadonlySet<string> = new Set([
  'attempts.prepare',
  'attempts.find',
  'attempts.list',
  'sessions.find',
  'sessions.list',
  'families.find',
  'users.find',
  'addresses.list',
  'users.findIn',
  'users.list',
  'users.export',
  'messages.list',
  'messages.find',
  'messages.page',
  'registrations.list',
  'suppressions.find',
  'suppressions.list',
  'budgets.read',
  'events.list',
  'events.unsealed',
  'events.sealed',
  'events.seals',
  'documents.find',
  'documents.list',
  'documents.history',
  'artifacts.find',
])

export const isRead = (name: string): boolean => reads.has(name)

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
