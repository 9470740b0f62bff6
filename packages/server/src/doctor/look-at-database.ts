/** The database: whether it answers, whether its schema is this one's, and whether it has the same time. */
import type { StoreSource } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'
import { showFault } from '../logs/fault.ts'
import { databaseRefusal } from '../process/database-refusal.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

export async function lookAtDatabase(source: StoreSource, now: () => number): Promise<readonly Finding[]> {
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
    return [ok('database', `${source.location} answers`), ok('schema', 'up to date'), await clockOf(source, now)]
  } catch (fault) {
    const refusal = databaseRefusal(source, fault)
    const { name, code } = showFault(fault)
    const says =
      refusal instanceof Refusal ? refusal.message : `The database ${source.location} cannot be used (${code ?? name}).`
    return [fail('database', says, 'DATABASE_URL says where it is; postern --help says how it is written.')]
  }
}

/** Every expiry is decided by the store's time, which never goes back. */
async function clockOf(source: StoreSource, now: () => number): Promise<Finding> {
  const store = await source.open()
  try {
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
  } finally {
    await store.close()
  }
}
