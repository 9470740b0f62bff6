/** Somebody as another system's tables describe her, before anything is decided about her. */

export type ImportSystem = 'better-auth' | 'authjs' | 'supabase'

export interface Person {
  readonly id: string
  readonly email: string | undefined
  /** When the address was proved there, as far as that system knows; absent where it was not. */
  readonly provedAt?: number
  readonly createdAt?: number
  readonly name?: string
  readonly image?: string
  readonly locale?: string
  readonly banned: boolean
  readonly roles: readonly string[]
  /** What makes her nobody who could sign in here, by a stable word. */
  readonly left?: LeftReason
}

/** Why somebody is not taken over, beside what her id and address say. */
export type LeftReason = 'deleted' | 'anonymous' | 'single-sign-on'

/** One system: where its people are, and how a row of them is read. */
export interface PeopleReader {
  /** Names a table of people may have, likelier first, with the schemas it may be in besides that of the connection. */
  readonly tables: readonly string[]
  readonly schemas: readonly string[]
  /** Columns without which it is not this system's table. Letter case and underscores do not matter. */
  readonly needs: readonly string[]
  readonly reads: readonly string[]
  /** Sign-in methods that are not taken over, to be counted: each a table, with what its rows must have. */
  readonly leaves: readonly LeftBehind[]
  read(cell: (column: string) => unknown, now: number): Person
}

export interface LeftBehind {
  readonly what: 'passwords' | 'provider accounts'
  readonly tables: readonly string[]
  readonly column: string
  readonly matches: 'filled' | { readonly is: string } | { readonly isNot: string }
}
