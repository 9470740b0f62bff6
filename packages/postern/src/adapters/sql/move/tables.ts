/**
 * Every table of an installation as a move between stores sees it, in an order in which references hold. What a store
 * keeps in a form of its own has one canonical form here: bytes are base64, hits are text.
 */
export interface MovedTable {
  readonly name: string
  readonly key: readonly string[]
  /** The same columns in the order in which SQLite stores the rows, and reads them best. */
  readonly sqliteKey: readonly string[]
  readonly columns: readonly MovedColumn[]
}

export interface MovedColumn {
  readonly name: string
  readonly kind: 'text' | 'number' | 'bytes' | 'hits'
}

/** A value in its canonical form. */
export type MovedValue = string | number | null
/** The values of a row, in the order of the table's columns. */
export type MovedRow = readonly MovedValue[]

/** Names of columns, one after the other. */
interface Described {
  readonly name: string
  readonly key: string
  readonly sqliteKey?: string
  readonly texts: string
  readonly numbers: string
  readonly bytes?: string
  readonly hits?: string
}

const described: readonly Described[] = [
  {
    name: 'users',
    key: 'tenant id',
    texts: 'tenant id email status factors locale name data',
    numbers: 'created_at version',
  },
  {
    name: 'addresses',
    key: 'tenant key',
    texts: 'tenant key address user_id',
    numbers: 'proved_at reserved_until',
  },
  {
    name: 'registrations',
    key: 'tenant user_id application',
    texts: 'tenant user_id application roles data',
    numbers: 'created_at',
  },
  {
    name: 'known_browsers',
    key: 'tenant browser user_id',
    sqliteKey: 'user_id browser tenant',
    texts: 'tenant browser user_id hash',
    numbers: 'expires_at seen_at',
  },
  {
    name: 'attempts',
    key: 'tenant id',
    sqliteKey: 'id tenant',
    texts:
      'tenant id application purpose state address address_key asker_kind asker_id asker_hash asked destination locale number code_kind sets superseded cancels finish about',
    numbers: 'version code_length tries max_tries approval_shut created_at expires_at opens',
  },
  {
    name: 'sessions',
    key: 'tenant id',
    sqliteKey: 'id tenant',
    texts: 'tenant id application user_id hash attempt browser methods asked',
    numbers: 'created_at seen_at idle_until expires_at proved_at',
  },
  {
    name: 'families',
    key: 'tenant id',
    sqliteKey: 'id tenant',
    texts: 'tenant id session user_id application hash previous_hash',
    numbers: 'rotated_at created_at expires_at',
  },
  {
    name: 'messages',
    key: 'tenant id',
    sqliteKey: 'id tenant',
    texts:
      'tenant id channel application attempt address address_key kind locale mark asked state lease_owner reason transport reference about',
    numbers: 'asked_at program tries next_at lease_until due_at deadline created_at',
    bytes: 'sealed',
  },
  {
    name: 'events',
    key: 'tenant sequence',
    texts: 'tenant id type application attempt user_id session asked reason actor about',
    numbers: 'sequence at',
  },
  {
    name: 'seals',
    key: 'tenant last',
    texts: 'tenant link',
    numbers: 'last first count at',
  },
  {
    name: 'documents',
    key: 'tenant kind id',
    texts: 'tenant kind id json',
    numbers: 'version changed_at used_at',
  },
  {
    name: 'document_history',
    key: 'tenant kind id version',
    texts: 'tenant kind id json',
    numbers: 'version changed_at',
  },
  {
    name: 'artifacts',
    key: 'tenant kind id',
    sqliteKey: 'id kind tenant',
    texts: 'tenant kind id json group_id',
    numbers: 'consumed_at expires_at',
  },
  {
    name: 'budgets',
    key: 'tenant key',
    texts: 'tenant key',
    numbers: 'expires_at',
    hits: 'hits',
  },
  {
    name: 'suppressions',
    key: 'tenant key',
    texts: 'tenant key reason',
    numbers: 'struck_at suppressed_until expires_at',
  },
]

export const movedTables: readonly MovedTable[] = described.map(({ name, key, sqliteKey = key, ...columns }) => ({
  name,
  key: key.split(' '),
  sqliteKey: sqliteKey.split(' '),
  columns: [
    ...columnsOf('text', columns.texts),
    ...columnsOf('number', columns.numbers),
    ...columnsOf('bytes', columns.bytes),
    ...columnsOf('hits', columns.hits),
  ],
}))

function columnsOf(kind: MovedColumn['kind'], names: string | undefined): readonly MovedColumn[] {
  return names === undefined ? [] : names.split(' ').map((name) => ({ name, kind }))
}

/** The values of these columns of a row. */
export function valuesOf({ columns }: MovedTable, names: readonly string[], row: MovedRow): MovedRow {
  return names.map((name) => row[columns.findIndex((column) => column.name === name)] ?? null)
}

/** `(tenant, id)`: where the next batch begins is compared with it. */
export function keyList(key: readonly string[]): string {
  return `(${key.join(', ')})`
}
