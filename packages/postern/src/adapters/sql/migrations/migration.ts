/** One step of the schema. Released steps never change: their checksums are kept in the database. */
export interface Migration {
  readonly number: number
  /** Ends with `-needs-<number>` where it takes away what code that does not know that step still uses. */
  readonly name: string
  readonly sqlite: string
  readonly postgres: string
}

export type Dialect = 'sqlite' | 'postgres'
