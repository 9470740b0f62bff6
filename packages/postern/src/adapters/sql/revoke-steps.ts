/** The ending of everything, as both stores do it: a step for each table, in an order that leaves no way around. */
import type { Id } from '../../domain/id.ts'
import type { RevokePlace } from '../../ports/records.ts'

export type RevokeStep = RevokePlace['step']
export type RevokeName = 'tenant' | 'after0' | 'after1' | 'upTo0' | 'upTo1' | 'before' | 'now' | 'limit'

/** How a store writes a value in a statement, and how it names the index to use. */
export interface RevokeDialect {
  value(name: RevokeName): string
  index(name: string): string
  /** Whether rows lie tenant by tenant. Where they do not, a stretch holds those of all. */
  readonly byTenant: boolean
}

export interface RevokeStatements {
  /** The columns by which the table is walked. */
  readonly key: readonly string[]
  /** The last key of a full stretch. No row when the table ends before. */
  readonly end: string
  /** What is done to the stretch. The rows that the first one changes are counted. */
  readonly changes: readonly string[]
}

/** Sessions come after whatever could still make one. */
export const revokeSteps: readonly RevokeStep[] = ['attempts', 'artifacts', 'sessions', 'browsers']

/** Sorts behind every key. */
export const pastAllKeys = '\u{10ffff}'

export function revokeStatements(step: RevokeStep, dialect: RevokeDialect): RevokeStatements {
  const { table, changes } = parts[step]
  const key = keyOf(step, dialect)
  const list = key.join(', ')
  const behind = `${whose(dialect)}(${list}) > (${marks(key, 'after', dialect)})`
  return {
    key,
    end: `SELECT ${list} FROM postern_${table} WHERE ${behind}
ORDER BY ${list} LIMIT 1 OFFSET ${dialect.value('limit')} - 1`,
    changes: changes.map((change) => change(dialect)),
  }
}

/** The next tenant that has rows in any of these tables, of which each begins with the tenant. */
export function nextRevokeTenant(after: string, tables: readonly string[]): string {
  const each = tables.map((table) => `SELECT min(tenant) AS tenant FROM postern_${table} WHERE tenant > ${after}`)
  return `SELECT min(m.tenant) AS tenant FROM (${each.join(' UNION ALL ')}) m`
}

/** Where to go on: in the same table while its stretches are full, in the next table, with the next tenant. */
export function nextRevokePlace(
  { tenant, step }: RevokePlace,
  found: { readonly end: readonly string[] | undefined; readonly following: Id<'tenant'> | undefined },
  browsers: boolean,
): RevokePlace | undefined {
  if (found.end) return { tenant, step, after: found.end }
  const steps = revokeSteps.filter((each) => browsers || each !== 'browsers')
  const next = steps[steps.indexOf(step) + 1]
  if (next) return { tenant, step: next, after: [] }
  return found.following === undefined ? undefined : { tenant: found.following, step: 'attempts', after: [] }
}

interface Parts {
  readonly table: string
  readonly key: readonly string[]
  /** Where rows do not lie tenant by tenant. */
  readonly keyOfAll?: readonly string[]
  readonly changes: readonly ((dialect: RevokeDialect) => string)[]
}

const parts: Readonly<Record<RevokeStep, Parts>> = {
  attempts: {
    table: 'attempts',
    key: ['id'],
    changes: [
      (dialect) => `UPDATE postern_attempts SET state = 'cancelled', version = version + 1
WHERE ${stretch(['id'], dialect)} AND state IN ('open', 'approved', 'proved') AND created_at <= ${dialect.value('before')}`,
      // A restored copy must not send mails whose links are dead.
      (dialect) => `UPDATE postern_messages ${dialect.index('postern_messages_of_attempt')}
SET state = 'dropped', sealed = NULL, reason = 'revoked', lease_until = ${dialect.value('now')}
WHERE ${stretch(['attempt'], dialect)} AND state IN ('queued', 'held') AND EXISTS (SELECT 1 FROM postern_attempts a
  WHERE a.tenant = postern_messages.tenant AND a.id = postern_messages.attempt AND a.state = 'cancelled')`,
    ],
  },
  artifacts: {
    table: 'artifacts',
    key: ['kind', 'id'],
    keyOfAll: ['id'],
    changes: [
      (dialect) => `UPDATE postern_artifacts SET consumed_at = ${dialect.value('now')}
WHERE ${stretch(keyOf('artifacts', dialect), dialect)} AND consumed_at IS NULL`,
    ],
  },
  sessions: {
    table: 'sessions',
    key: ['id'],
    changes: [
      (dialect) => `DELETE FROM postern_sessions
WHERE ${stretch(['id'], dialect)} AND (created_at <= ${dialect.value('before')} OR EXISTS (
  SELECT 1 FROM postern_attempts a WHERE a.tenant = postern_sessions.tenant AND a.id = postern_sessions.attempt
  AND a.created_at <= ${dialect.value('before')}))`,
    ],
  },
  browsers: {
    table: 'known_browsers',
    key: ['browser', 'user_id'],
    keyOfAll: ['user_id', 'browser'],
    changes: [
      (dialect) => `DELETE FROM postern_known_browsers
WHERE ${stretch(keyOf('browsers', dialect), dialect)} AND seen_at <= ${dialect.value('before')}`,
    ],
  },
}

function stretch(key: readonly string[], dialect: RevokeDialect): string {
  const list = key.join(', ')
  const behind = `(${list}) > (${marks(key, 'after', dialect)})`
  return `${whose(dialect)}${behind} AND (${list}) <= (${marks(key, 'upTo', dialect)})`
}

function keyOf(step: RevokeStep, { byTenant }: RevokeDialect): readonly string[] {
  const { key, keyOfAll = key } = parts[step]
  return byTenant ? key : keyOfAll
}

function whose({ byTenant, value }: RevokeDialect): string {
  return byTenant ? `tenant = ${value('tenant')} AND ` : ''
}

function marks(key: readonly string[], name: 'after' | 'upTo', dialect: RevokeDialect): string {
  return key.map((_, at) => dialect.value(`${name}${at === 0 ? 0 : 1}`)).join(', ')
}
