/** What a tenant has: the ids of its rows, whatever table they are in, and all that it says of itself. */
import { DatabaseSync } from 'node:sqlite'

export interface Belongings {
  /** By table, or by kind for documents and artifacts. */
  readonly ids: ReadonlyMap<string, readonly string[]>
  /** Those of its kinds that are the installation's documents. */
  readonly system: ReadonlySet<string>
  /** Every row of the tenant's, and what the installation keeps of it, as one text. */
  readonly all: string
}

const most = 2

export function belongingsOf(file: string, tenant: string): Belongings {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const ids = new Map<string, Set<string>>()
    const note = (kind: string, id: unknown): void => {
      const known = ids.get(kind) ?? new Set()
      ids.set(kind, known)
      if (typeof id === 'string' && known.size < most) known.add(id)
    }
    const all: unknown[] = []
    for (const { name } of database.prepare(tables).all() as unknown as readonly { readonly name: string }[]) {
      const columns = database
        .prepare(`SELECT name FROM pragma_table_info('${name}')`)
        .all()
        .map(({ name: one }) => one)
      if (!columns.includes('tenant')) continue
      const rows = database.prepare(`SELECT * FROM ${name} WHERE tenant = ? ORDER BY 1, 2, 3`).all(tenant)
      all.push([name, rows])
      for (const row of rows) note(String(row['kind'] ?? name.replace('postern_', '')), row['id'] ?? row['key'])
    }
    const ours = database
      .prepare(`SELECT kind, id, json FROM postern_documents WHERE tenant = 'system' ORDER BY 1, 2`)
      .all()
      .filter(({ kind, id, json }) =>
        kind === 'tenant' ? id === tenant : String(json).includes(`"tenant":"${tenant}"`),
      )
    for (const { kind, id } of ours) note(String(kind), id)
    const system = new Set(ours.map(({ kind }) => String(kind)))
    return { system, ids: new Map([...ids].map(([kind, some]) => [kind, [...some]])), all: JSON.stringify([all, ours]) }
  } finally {
    database.close()
  }
}

const tables = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'postern_%'`
