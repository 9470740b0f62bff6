import type { LeftBehind } from './person.ts'
import { type ForeignDatabase, plainName, quoted } from './tables.ts'

/** Asks on one connection and answers rows as arrays. Every value is told as JSON. */
export type Ask = (question: {
  readonly text: string
  readonly values?: readonly unknown[]
}) => Promise<readonly (readonly unknown[])[]>

export function postgresTables(ask: Ask, location: string): ForeignDatabase {
  const types = new Map<string, string>()
  return {
    location,
    async tables(names, schemas) {
      const rows = await ask({ text: findTables, values: [names, schemas] })
      return rows.map(([name, columns]) => {
        const found = columns as readonly (readonly [name: string, type: string])[]
        for (const [column, type] of found) types.set(`${String(name)} ${column}`, type)
        return { name: String(name), columns: new Map(found.map(([column]) => [plainName(column), column])) }
      })
    },
    async page({ name }, { columns, key, after, limit }) {
      // A key of a type of its own, such as uuid, is compared as such: then its index serves.
      const type = types.get(`${name} ${key}`) ?? 'text'
      const behind = after === undefined ? '' : `WHERE t.${quoted(key)} > $2::text::${type}`
      const cells = columns.map((column) => (column === key ? `t.${quoted(column)}::text` : `t.${quoted(column)}`))
      const text = `SELECT json_build_array(${cells.join(', ')}) FROM ${name} t ${behind} ORDER BY t.${quoted(key)} LIMIT $1`
      const rows = await ask({ text, values: after === undefined ? [limit] : [limit, after] })
      return rows.map(([row]) => row as readonly unknown[])
    },
    async count({ name }, column, matches) {
      const [where, values] = column === undefined || matches === undefined ? ['', []] : whereOf(column, matches)
      const [row] = await ask({ text: `SELECT count(*) FROM ${name} ${where}`, values })
      return Number(row?.[0])
    },
  }
}

const findTables = `SELECT to_json(format('%I.%I', n.nspname, c.relname)), json_agg(json_build_array(a.attname, format_type(a.atttypid, NULL)))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND lower(c.relname) = ANY ($1::text[])
  AND (n.nspname = current_schema() OR n.nspname = ANY ($2::text[]))
GROUP BY n.nspname, c.relname ORDER BY n.nspname, c.relname`

function whereOf(column: string, matches: LeftBehind['matches']): [string, readonly string[]] {
  const text = `${quoted(column)}::text`
  const filled = `WHERE ${text} <> ''`
  if (matches === 'filled') return [filled, []]
  return 'is' in matches ? [`WHERE ${text} = $1`, [matches.is]] : [`${filled} AND ${text} <> $1`, [matches.isNot]]
}
