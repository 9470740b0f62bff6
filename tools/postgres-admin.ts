/** What tests do to a PostgreSQL server as its superuser: databases come, are copied and go. Starts no server. */
import pg from 'pg'

/** One statement on a connection of its own. */
export async function ask(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A connection that is ended between its answer and its end would otherwise end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql, [...values])).rows
  } finally {
    await client.end()
  }
}

/** Answers the new database's URL. `url` is the server's; nobody may be connected to the template. */
export async function createDatabase(url: string, name: string, template?: string): Promise<string> {
  const copied = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`
  await ask(url, `CREATE DATABASE ${pg.escapeIdentifier(name)}${copied}`)
  return databaseUrl(url, name)
}

/** Under whoever is still connected. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await ask(url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
}

/** All whose names begin like this. */
export async function dropDatabases(url: string, prefix: string): Promise<void> {
  const rows = await ask(url, 'SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [prefix])
  for (const { datname } of rows) await dropDatabase(url, String(datname))
}

export function databaseUrl(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(name)}`
  return other.href
}
