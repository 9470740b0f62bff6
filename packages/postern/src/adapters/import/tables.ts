/** The tables of a database that is not ours: looked for by their names, read in pages, never written. */
import { PosternError } from '../../domain/errors.ts'
import type { LeftBehind, PeopleReader } from './person.ts'

/** A table as the database names it, its columns by their names without case and underscores. */
export interface FoundTable {
  /** Quoted, with its schema where it has one. */
  readonly name: string
  readonly columns: ReadonlyMap<string, string>
}

export interface WantedRows {
  readonly columns: readonly string[]
  /** Rows come in the order of this column. */
  readonly key: string
  /** Those behind the row of this key, as it was read. */
  readonly after: unknown
  readonly limit: number
}

export interface ForeignDatabase {
  readonly location: string
  /** Those of these names, in any letter case, in the connection's own schema and in these. */
  tables(names: readonly string[], schemas: readonly string[]): Promise<readonly FoundTable[]>
  page(table: FoundTable, wanted: WantedRows): Promise<readonly (readonly unknown[])[]>
  /** Rows whose column is filled; is this; is filled and not this. */
  count(table: FoundTable, column?: string, matches?: LeftBehind['matches']): Promise<number>
}

export const plainName = (name: string): string => name.toLowerCase().replaceAll('_', '')

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export async function findPeople(database: ForeignDatabase, reader: PeopleReader): Promise<FoundTable> {
  const found = await database.tables(reader.tables, reader.schemas)
  const fits = found.filter(({ columns }) => reader.needs.every((name) => columns.has(name)))
  const sorted = fits.toSorted((one, other) => rank(one, reader) - rank(other, reader))
  const [first] = sorted
  if (first) return first
  const names = [...reader.schemas.map((schema) => `${schema}.${reader.tables[0]}`), ...reader.tables].join(', ')
  throw new PosternError(
    'server-error',
    `It has no table of people: none of ${names} with the columns ${reader.needs.join(', ')}.`,
  )
}

export interface CountedLeft {
  readonly what: LeftBehind['what']
  readonly rows: number
}

/** How many sign-in methods stay behind. A table that is not there leaves none. */
export async function countLeft(database: ForeignDatabase, reader: PeopleReader): Promise<readonly CountedLeft[]> {
  const counted: CountedLeft[] = []
  for (const { what, tables, column, matches } of reader.leaves) {
    const found = (await database.tables(tables, reader.schemas)).filter(({ columns }) => columns.has(column))
    const [table] = found.toSorted(
      (one, other) => rank(one, { ...reader, tables }) - rank(other, { ...reader, tables }),
    )
    const name = table?.columns.get(column)
    counted.push({ what, rows: table && name !== undefined ? await database.count(table, name, matches) : 0 })
  }
  return counted
}

/** Its own schemas before that of the connection, likelier names before others. */
function rank({ name }: FoundTable, { schemas, tables }: Pick<PeopleReader, 'schemas' | 'tables'>): number {
  const [schema, table] = name.includes('.') ? name.split('.') : ['', name]
  const plain = (text: string | undefined): string => plainName((text ?? '').replaceAll('"', ''))
  const isOwn = schemas.map(plainName).includes(plain(schema))
  return (isOwn ? 0 : 10) + tables.indexOf(plain(table))
}
