/** Vitest's global set-up of the project that reaches PostgreSQL through PgBouncer. It comes after that of PostgreSQL. */
import { Refusal } from './bootstrap.mjs'
import { findPgBouncer, startPgBouncer } from './pgbouncer.mjs'

/**
 * @param {import('vitest/node').TestProject} project
 * @returns {Promise<() => Promise<void>>}
 */
export async function setup(project) {
  const found = await findPgBouncer()
  if ('absent' in found) throw new Refusal(`PgBouncer is ${found.absent}`)
  const { postgres } = /** @type {{ postgres: { url: string } }} */ (
    /** @type {unknown} */ (project.getProvidedContext())
  )
  const { url, remove } = await startPgBouncer(found.program, postgres.url)
  project.provide(/** @type {never} */ ('pgbouncer'), /** @type {never} */ (new URL(url).host))
  return remove
}
