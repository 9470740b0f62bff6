/** An application's own pool of `pg` that writes down every statement. */
import pg from 'pg'
import type { PgClient, PgPool } from '../../src/adapters/postgres/postgres.ts'

export interface Statement {
  readonly text: string
  readonly name?: string
}

export interface CountingPool extends PgPool {
  readonly statements: Statement[]
  /** The pool below, for what the application itself does with it. */
  readonly own: pg.Pool
}

/** `seen` is called before a statement leaves. */
export function countingPool(config: pg.PoolConfig, seen: (statement: Statement) => void = () => {}): CountingPool {
  const own = new pg.Pool(config)
  own.on('error', () => undefined)
  const statements: Statement[] = []
  const wrap = (client: pg.PoolClient): PgClient => ({
    query(query) {
      const statement = query as Statement
      statements.push(statement)
      seen(statement)
      return client.query(query as never) as never
    },
    release: (destroy) => client.release(destroy),
    on: (event: string, listener: never) => client.on(event as never, listener),
    off: (event: string, listener: never) => client.off(event as never, listener),
  })
  return {
    statements,
    own,
    connect: async () => wrap(await own.connect()),
    end: () => own.end(),
  }
}
