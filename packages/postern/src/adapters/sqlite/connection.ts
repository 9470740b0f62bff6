import type { Row, Value } from '../sql/row.ts'
import type { Driver, Statement } from './driver.ts'

/** What a read sees of the database. */
export interface Reader {
  first(sql: string, ...values: readonly Value[]): Row | undefined
  all(sql: string, ...values: readonly Value[]): readonly Row[]
}

/** One open database with its statements, each prepared once. */
export class Connection implements Reader {
  readonly driver: Driver
  readonly #statements = new Map<string, Statement>()

  constructor(driver: Driver) {
    this.driver = driver
  }

  first(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#statement(sql).first(...values)
  }

  all(sql: string, ...values: readonly Value[]): readonly Row[] {
    return this.#statement(sql).all(...values)
  }

  change(sql: string, ...values: readonly Value[]): number {
    return this.#statement(sql).change(...values)
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.driver.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
