/** The limit program on PostgreSQL: a small pool, and one prepared statement per step. */
import pg from 'pg'
import { database } from '../servers/database.ts'
import { serve } from './http.ts'
import { postgresSteps } from './postgres-rows.ts'
import { makeTables } from './postgres-schema.ts'

/** The plans Postern asks for too: by index, planned once, while the tables are still empty. */
const plans =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off'
const url = database()
if (url === undefined) throw new TypeError('BENCH_DATABASE_URL: the runner must say where the database is')
const pool = new pg.Pool({ connectionString: url, max: 8, options: plans })
await makeTables(pool)

serve(postgresSteps(pool))

/** Until PostgreSQL looks at the tables by itself, within a minute, it walks all that waits to find one row of it. */
const lookAfter = 3_000
setTimeout(() => void pool.query('ANALYZE'), lookAfter).unref()
