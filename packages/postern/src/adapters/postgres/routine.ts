/**
 * What the store keeps inside the database: a function for every command, so that each is one round trip, planned once
 * per connection, and works behind a pooler that keeps no session. Texts name other routines as `{name}`. All routines
 * of one version of the code share a mark made of their texts: an old node goes on with its own while a new one starts.
 */
import { createHash } from 'node:crypto'

export interface Routine {
  readonly name: string
  /** From its arguments on: `(a text) RETURNS … LANGUAGE … AS $$ … $$`. */
  readonly text: string
}

/**
 * Plans that stay right while a table grows from nothing, and after a restore, which brings no statistics: tables are
 * joined as they are written, from the calls on, and by their indexes.
 */
export const settings = `SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off
SET enable_mergejoin = off SET enable_bitmapscan = off SET enable_material = off SET join_collapse_limit = 1
SET jit = off SET lock_timeout = 2000`

/** Routines that belong together, under the names they have in the database. */
export interface RoutineSet {
  readonly mark: string
  nameOf(name: string): string
  /** Statements that make them all. */
  readonly definitions: readonly string[]
}

export function routineSet(routines: readonly Routine[]): RoutineSet {
  const whole = routines.map(({ name, text }) => `${name}${text}`).join('\n')
  const mark = createHash('sha256').update(whole).digest('hex').slice(0, 8)
  const nameOf = (name: string): string => `postern_${mark}_${name}`
  const known = new Set(routines.map(({ name }) => name))
  const fill = (text: string): string =>
    text.replaceAll(/\{([a-z]\w*)\}/g, (_, name: string) => {
      if (!known.has(name)) throw new TypeError(`No routine is called ${name}`)
      return nameOf(name)
    })
  return {
    mark,
    nameOf,
    definitions: routines.map(({ name, text }) => `CREATE OR REPLACE FUNCTION ${nameOf(name)} ${fill(text)}`),
  }
}
