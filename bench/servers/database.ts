/** The URL of the PostgreSQL database that this process is to use, or `undefined` where it is to use SQLite. */
export function database(): string | undefined {
  return process.env.BENCH_DATABASE_URL
}
