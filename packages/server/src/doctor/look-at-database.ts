/** The database: whether it answers and can be written, whether its schema is this one's, and whether it has the same time. */
import { createVault, type Instant, PosternError, type Store, type StoreSource } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'
import { showFault } from '../logs/fault.ts'
import { databaseRefusal } from '../process/database-refusal.ts'
import type { Desk } from '../resources/desk.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import { lookAtSealed } from './look-at-sealed.ts'
import { lookAtTransports, type TrySignIn } from './look-at-transports.ts'

interface Within {
  /** Without one nothing is said of what is sealed under one. */
  readonly secret?: string | readonly string[] | undefined
  /** Without it nobody is asked. */
  readonly trySignIn?: TrySignIn | undefined
}

export async function lookAtDatabase(
  source: StoreSource,
  now: () => number,
  within: Within = {},
): Promise<readonly Finding[]> {
  try {
    const { applied } = await source.migrate({ dryRun: true })
    if (applied.length > 0) {
      const isNew = applied.some((name) => name.startsWith('001-'))
      const says = isNew ? `${source.location} is empty.` : `${source.location} lacks ${applied.join(', ')}.`
      return [
        ok('database', `${source.location} answers`),
        warn('schema', says, 'postern migrate does it now, and so does the next start.'),
      ]
    }
    const { written, clock, kept } = await inStore(source, now, within)
    return [written, ok('schema', 'up to date'), clock, ...kept]
  } catch (fault) {
    return faultOf(source, fault)
  }
}

function faultOf(source: StoreSource, fault: unknown): readonly Finding[] {
  // What was found there, and not why nobody could look.
  if (fault instanceof PosternError && fault.cause === undefined && fault.detail !== undefined) {
    return [
      ok('database', `${source.location} answers`),
      fail('schema', fault.detail, 'No setting mends it: do as it says.'),
    ]
  }
  const refusal = databaseRefusal(source, fault)
  const { name, code } = showFault(fault)
  const says =
    refusal instanceof Refusal ? refusal.message : `The database ${source.location} cannot be used (${code ?? name}).`
  return [fail('database', says, 'DATABASE_URL says where it is; postern --help says how it is written.')]
}

async function inStore(source: StoreSource, now: () => number, { secret, trySignIn }: Within) {
  const store = await source.open()
  const clock = { now: () => now() as Instant }
  try {
    return {
      written: await writtenOf(source, store),
      clock: await clockOf(store, now),
      kept: secret === undefined ? [] : await keptIn({ store, clock, vault: createVault(secret) }, trySignIn),
    }
  } finally {
    await store.close()
  }
}

async function keptIn(ports: Desk['ports'], trySignIn: TrySignIn | undefined): Promise<readonly Finding[]> {
  return [await lookAtSealed(ports), ...(trySignIn ? await lookAtTransports(ports, trySignIn) : [])]
}

/** Reading alone says little: a standby and a full disk answer as well. */
async function writtenOf({ kind, location }: StoreSource, store: Store): Promise<Finding> {
  if (await store.ready()) return ok('database', `${location} answers, and can be written`)
  return fail('database', `${location} answers, and cannot be written.`, readOnly[kind])
}

const readOnly: Readonly<Record<StoreSource['kind'], string>> = {
  postgres: 'A standby, a setting (default_transaction_read_only), a full disk or a lock: PostgreSQL’s log says which.',
  sqlite: 'Is the disk full, or does another program hold the file?',
}

/** Every expiry is decided by the store's time, which never goes back. */
async function clockOf(store: Store, now: () => number): Promise<Finding> {
  const began = now()
  const there = (await store.clock?.()) ?? (await store.time())
  const apart = there - (began + now()) / 2
  // Without a clock of its own it knows its last moment only, which lies behind.
  const skew = store.clock ? Math.abs(apart) : Math.max(0, apart)
  const seconds = (skew / 1000).toFixed(1)
  if (skew > 5_000) {
    return warn(
      'clock',
      `This machine and the database are ${seconds} s apart.`,
      'Let both keep time by NTP. Until they agree the database’s time decides.',
    )
  }
  return ok('clock', store.clock ? `${seconds} s apart from the database` : 'not behind the database')
}
