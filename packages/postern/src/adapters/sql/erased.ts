/** The tables of a tenant in the order in which they are emptied: what refers to a row goes before it. */
import { keyList, type MovedTable, movedTables } from './move/tables.ts'

export const erased: readonly { readonly table: MovedTable; readonly key: string }[] = movedTables
  .toReversed()
  .map((table) => ({ table, key: keyList(table.key) }))
