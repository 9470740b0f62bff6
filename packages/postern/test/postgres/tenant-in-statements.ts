/**
 * Whether a statement names the tenant in every table it touches, so that no row of another one is read or changed. It
 * reads SQL by its shape: parentheses, the tables that FROM, JOIN, UPDATE, INTO and USING name, and what is equated with
 * their tenants. A table is bound when its tenant equals something given, or that of a table that is bound.
 */

export interface Unbound {
  readonly table: string
  /** The part of the statement between its nearest parentheses, without literals. */
  readonly part: string
}

interface Named {
  readonly table: string
  readonly alias: string
}

/** The statements of a script or of a function's body, without literals and comments. */
export function statementsOf(text: string): readonly string[] {
  const bare = text
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/'(?:[^']|'')*'/g, `''`)
    .replaceAll('$$', ';')
    // What controls the flow ends where the statements of a branch or a loop begin.
    .replaceAll(/\b(?:IF|ELSIF)\b(?! (?:NOT )?EXISTS)[^;]*?\bTHEN\b/g, (control) => `${control};`)
    .replaceAll(/\b(?:LOOP|BEGIN)\b/g, (control) => `${control};`)
  return bare
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '')
}

/** The tables of the statement whose tenant is left open. */
export function findUnbound(statement: string, tables: ReadonlySet<string>): readonly Unbound[] {
  const parts = partsOf(statement).flatMap((part) => part.split(/\bUNION(?: ALL)?\b/))
  return parts.map((part) => part.trim()).flatMap((part) => unboundOf(part, tables).map((table) => ({ table, part })))
}

/** The statement and every query in it, each without the queries within: what is left holds one level of names. */
function partsOf(statement: string): readonly string[] {
  const parts: string[] = []
  let rest = statement
  for (;;) {
    const inner = /\(([^()]*)\)/.exec(rest)
    if (!inner) return [...parts, opened(rest)]
    const [whole, content = ''] = inner
    if (/\b(?:SELECT|INSERT|UPDATE|DELETE)\b/.test(content)) {
      parts.push(opened(content))
      rest = rest.replace(whole, ' ‹query› ')
    } else rest = rest.replace(whole, `‹${content}›`)
  }
}

/** Parentheses that hold no query are a part of what is around them. */
function opened(part: string): string {
  return part.replaceAll('‹query›', 'query').replaceAll('‹', '(').replaceAll('›', ')')
}

const noAlias =
  'WHERE|SET|ON|ORDER|JOIN|LEFT|INNER|CROSS|INDEXED|LIMIT|GROUP|VALUES|DEFAULT|RETURNING|FOR|USING|SELECT|UNION|NOT|AS'
const naming = new RegExp(
  `(\\b(?:FROM|JOIN|UPDATE|INTO|USING)|,) +(postern_\\w+)(?: +AS)?(?: +(?!(?:${noAlias})\\b)(\\w+))?`,
  'g',
)

function unboundOf(part: string, tables: ReadonlySet<string>): readonly string[] {
  const named: Named[] = []
  const unbound: string[] = []
  let seen = 0
  for (const [whole, word, table = '', alias] of part.matchAll(naming)) {
    if (!tables.has(table)) continue
    seen++
    if (word !== 'INTO') named.push({ table, alias: alias ?? table })
    else if (!/^ *\([^()]*\btenant\b/.test(part.slice(part.indexOf(whole) + whole.length))) unbound.push(table)
  }
  // A table that is named in a way not known here is nothing to be sure of.
  const words = [...part.matchAll(/\bpostern_\w+\b(?!\.)/g)].filter(([word]) => tables.has(word))
  if (words.length !== seen) throw new Error(`Not understood: ${part}`)
  return [...unbound, ...openOf(part, named)]
}

/** Which of the tables are bound neither to something given nor to one that is. */
function openOf(part: string, named: readonly Named[]): readonly string[] {
  const equal = equalitiesOf(part, named)
  const bound = new Set<string>()
  for (let size = -1; size < bound.size; ) {
    size = bound.size
    for (const [one, other] of equal) {
      if (named.some(({ alias }) => alias === other) && !bound.has(other)) continue
      bound.add(one)
    }
  }
  return named.filter(({ alias }) => !bound.has(alias)).map(({ table }) => table)
}

/** What each table's tenant is equated with: the alias of another table here, or anything else. Both ways round. */
function equalitiesOf(part: string, named: readonly Named[]): readonly (readonly [string, string])[] {
  // SET gives values: only what comes after WHERE or ON is a condition.
  const conditions = part.replaceAll(/\bSET\b.*?(?=\bWHERE\b|\bFROM\b|$)/g, ' ')
  const equal: [string, string][] = []
  for (const { alias } of named) {
    const own = named.length === 1 ? `(?:${alias}\\.|(?<![.\\w]))tenant` : `${alias}\\.tenant`
    for (const [, given = ''] of conditions.matchAll(new RegExp(`${own} = ([\\w.?$]+)`, 'g'))) {
      equal.push([alias, given.replace(/\.tenant$/, '')])
    }
    for (const [, given = ''] of conditions.matchAll(new RegExp(`([\\w.?$]+) = ${own}\\b`, 'g'))) {
      equal.push([alias, given.replace(/\.tenant$/, '')])
    }
    // A whole key at once, the tenant in it.
    if (new RegExp(`\\((?:\\w+, )*${own}(?:, [^()]*)?\\) (?:= \\(|IN +query)`).test(conditions))
      equal.push([alias, 'a key'])
  }
  return equal
}
