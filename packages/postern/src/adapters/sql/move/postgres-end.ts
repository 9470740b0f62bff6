/** PostgreSQL as an end of a move: one connection, one statement a batch. */
import { setTimeout as pause } from 'node:timers/promises'
import { PosternError } from '../../../domain/errors.ts'
import { readHits } from '../budget.ts'
import { type MovePlace, type MoveSource, type MoveTarget, movesTable, readBegun } from './ends.ts'
import { keyList, type MovedColumn, type MovedRow, type MovedTable, movedTables } from './tables.ts'

/** Asks on one connection and answers rows as arrays. Every value is told as JSON. */
export type Ask = (question: {
  readonly text: string
  readonly values?: readonly unknown[]
}) => Promise<readonly (readonly unknown[])[]>

export interface PostgresEndOptions {
  readonly location: string
  /** A pooler stands between: who else is connected cannot be seen. */
  readonly pooled: boolean
}

export function postgresSource(ask: Ask, options: PostgresEndOptions): MoveSource {
  return {
    ...common(ask, options),
    async hold() {
      await expectNobody(ask, options)
      await holdTables(ask).catch((fault: unknown) => {
        throw isLocked(fault) ? inUse(options) : fault
      })
    },
  }
}

async function holdTables(ask: Ask): Promise<void> {
  await ask({ text: 'BEGIN ISOLATION LEVEL REPEATABLE READ' })
  // Always by the key: a batch must not cost a look at the whole table.
  for (const setting of ['lock_timeout = 5000', 'enable_seqscan = off', 'enable_sort = off']) {
    await ask({ text: `SET LOCAL ${setting}` })
  }
  const tables = ['meta', ...movedTables.map(({ name }) => name)].map((name) => `postern_${name}`)
  await ask({ text: `LOCK TABLE ${tables.join(', ')} IN SHARE MODE` })
}

export function postgresTarget(ask: Ask, options: PostgresEndOptions): MoveTarget {
  return {
    ...common(ask, options),
    hold: () => expectNobody(ask, options),
    async begun() {
      await ask({ text: movesTable })
      const columns = 'to_json(name), to_json(source), to_json(last_key), rows, finished_at'
      return readBegun(await ask({ text: `SELECT ${columns} FROM postern_moves ORDER BY name` }))
    },
    async begin(source, tables) {
      const text = 'INSERT INTO postern_moves (name, source, rows) SELECT n, $2, 0 FROM unnest($1::text[]) n'
      await ask({ text, values: [tables.map(({ name }) => name), source] })
    },
    async write(table, from, to, rows) {
      const [answer] = await ask({ text: writing(table), values: writingValues(table, from, to, rows) })
      return answer?.[0] === rows.length
    },
    async settle(time) {
      await ask({
        text: `INSERT INTO postern_meta AS m (key, value) VALUES ('time', $1)
ON CONFLICT (key) DO UPDATE SET value = greatest(m.value, excluded.value)`,
        values: [time],
      })
      await ask({
        text: `SELECT setval('postern_event_sequence', greatest((SELECT last_value FROM postern_event_sequence),
(SELECT max(sequence) FROM postern_events), (SELECT max(last) FROM postern_seals)))`,
      })
      for (const { name } of movedTables) await ask({ text: `ANALYZE postern_${name}` })
    },
    async finish(now) {
      await ask({ text: 'UPDATE postern_moves SET finished_at = $1', values: [now] })
    },
  }
}

function common(
  ask: Ask,
  { location }: PostgresEndOptions,
): Pick<MoveSource, 'location' | 'count' | 'keyOf' | 'read' | 'time' | 'schema'> {
  return {
    location,
    async count({ name }) {
      const [row] = await ask({ text: `SELECT count(*) FROM postern_${name}` })
      return row?.[0] as number
    },
    keyOf: ({ key }) => key,
    async read(table, after, limit) {
      const [row] = await ask({ text: reading(table, after !== undefined), values: [limit, ...(after ?? [])] })
      return (row?.[0] ?? []) as readonly MovedRow[]
    },
    async time() {
      const [row] = await ask({ text: `SELECT coalesce((SELECT value FROM postern_meta WHERE key = 'time'), 0)` })
      return row?.[0] as number
    },
    async schema() {
      const [row] = await ask({ text: 'SELECT max(number) FROM postern_migrations' })
      return row?.[0] as number
    },
  }
}

/** Nodes of this store name themselves; the last one's connections may take a moment to go. */
async function expectNobody(ask: Ask, { location, pooled }: PostgresEndOptions): Promise<void> {
  if (pooled) return
  for (let look = 0; look < 20; look++) {
    const [row] = await ask({
      text: `SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'postern' AND pid <> pg_backend_pid()`,
    })
    if (row?.[0] === 0) return
    await pause(100)
  }
  throw inUse({ location })
}

function inUse({ location }: { readonly location: string }): PosternError {
  return new PosternError('busy', `Somebody has ${location} open: stop every server that uses it first.`)
}

/** lock_not_available (https://www.postgresql.org/docs/current/errcodes-appendix.html) */
function isLocked(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === '55P03'
}

function reading(table: MovedTable, behind: boolean): string {
  const { name, key, columns } = table
  const isNumber = (column: string): boolean => columns.find((one) => one.name === column)?.kind === 'number'
  const marks = key.map((column, at) => `$${at + 2}${isNumber(column) ? '::bigint' : ''}`).join(', ')
  return `SELECT json_agg(json_build_array(${columns.map(canonicalOf).join(', ')}) ORDER BY ${key.join(', ')})
FROM (SELECT * FROM postern_${name}${behind ? ` WHERE ${keyList(key)} > (${marks})` : ''}
  ORDER BY ${key.join(', ')} LIMIT $1) r`
}

function canonicalOf({ name, kind }: MovedColumn): string {
  if (kind === 'bytes') return `replace(encode(${name}, 'base64'), E'\\n', '')`
  if (kind !== 'hits') return name
  return `(SELECT coalesce(string_agg(h.time || CASE h.count WHEN 1 THEN '' ELSE '*' || h.count END, ' ' ORDER BY h.at), '')
FROM unnest(r.times, r.counts) WITH ORDINALITY AS h (time, count, at))`
}

/** Rows and place in one statement, which is one transaction: neither is there without the other. */
function writing({ name, columns }: MovedTable): string {
  const targets = columns.flatMap((column) => (column.kind === 'hits' ? ['times', 'counts'] : [column.name]))
  const values = columns.flatMap(({ kind }, at) => {
    if (kind === 'hits') return [`r.t${at}`, `r.n${at}`]
    return kind === 'bytes' ? [`decode(r.c${at}, 'base64')`] : [`r.c${at}`]
  })
  const fields = columns.flatMap(({ kind }, at) => {
    if (kind === 'hits') return [`t${at} bigint[]`, `n${at} integer[]`]
    return [`c${at} ${kind === 'number' ? 'bigint' : 'text'}`]
  })
  return `WITH place AS (
  UPDATE postern_moves SET last_key = $2, rows = $3 WHERE name = '${name}' AND rows = $4 AND finished_at IS NULL RETURNING 1
), moved AS (
  INSERT INTO postern_${name} (${targets.join(', ')}) SELECT ${values.join(', ')}
  FROM json_to_recordset($1::json) AS r (${fields.join(', ')}) WHERE EXISTS (SELECT 1 FROM place) RETURNING 1
)
SELECT count(*) FROM moved`
}

function writingValues(
  { columns }: MovedTable,
  from: MovePlace,
  to: MovePlace,
  rows: readonly MovedRow[],
): readonly unknown[] {
  const records = rows.map((row) => {
    const record: Record<string, unknown> = {}
    for (const [at, value] of row.entries()) {
      if (columns[at]?.kind !== 'hits') record[`c${at}`] = value
      else {
        const hits = readHits(value as string)
        record[`t${at}`] = hits.times
        record[`n${at}`] = hits.counts
      }
    }
    return record
  })
  return [JSON.stringify(records), JSON.stringify(to.last), to.rows, from.rows]
}
