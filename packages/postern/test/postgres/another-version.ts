/** Commands as another version of the code runs them: with routines of its own, of the same database. */
import { Caller } from '../../src/adapters/postgres/caller.ts'
import type { Command } from '../../src/adapters/postgres/command.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { openPool } from '../../src/adapters/postgres/pool.ts'
import type { RoutineSet } from '../../src/adapters/postgres/routine.ts'
import { routines } from '../../src/adapters/postgres/routines.ts'
import { storeOf } from '../../src/adapters/postgres/store-of.ts'
import { readTarget } from '../../src/adapters/postgres/target.ts'
import { migrations } from '../../src/adapters/sql/migrations/migrations.ts'
import type { Duration } from '../../src/domain/instant.ts'

export interface AnotherVersion {
  readonly store: ReturnType<typeof storeOf>
  readonly applied: readonly string[]
  close(): Promise<void>
}

/** The routines of this version under another mark, after the change. */
export function changedRoutines(mark: string, change: (definition: string) => string): RoutineSet {
  return {
    mark,
    nameOf: (name) => `postern_${mark}_${name}`,
    definitions: routines.definitions.map((text) =>
      change(text.replaceAll(`postern_${routines.mark}_`, `postern_${mark}_`)),
    ),
  }
}

export async function openVersion(url: string, set: RoutineSet): Promise<AnotherVersion> {
  const connections = await openPool(readTarget(url), { size: 4, timeout: 4000 as Duration, pooled: false })
  const applied = await migrate(connections, migrations, set)
  const caller = new Caller(connections, {
    nameOf: set.nameOf,
    maxBatch: 64,
    maxWaiting: 1000,
    patience: 5000 as Duration,
  })
  return {
    applied,
    store: storeOf(
      <I, O>(command: Command<I, O>) =>
        (input: I) =>
          caller.call(command, input),
    ),
    async close() {
      await caller.close()
      await connections.close()
    },
  }
}
