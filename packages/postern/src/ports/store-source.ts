import type { Store } from './store.ts'

/** Where a store will be. Making one opens nothing, so that it may be made while modules load. */
export interface StoreSource {
  readonly kind: 'sqlite' | 'postgres'
  /** For start-up messages. Never carries a password. */
  readonly location: string
  /** Opens the database and brings its schema up to date. Every call is a store of its own, to be closed. */
  open(): Promise<Store>
  /** Brings the schema up to date without opening a store, or only says what is missing. */
  migrate(options?: { readonly dryRun?: boolean }): Promise<{ readonly applied: readonly string[] }>
}
