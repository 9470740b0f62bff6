/**
 * Vitest's global set-up of the projects that run on PostgreSQL: one server for all of them, which is the one that
 * POSTERN_TEST_PG_URL names or one of our own. Tests take databases from it by `freshDatabase`.
 */
import { randomBytes } from 'node:crypto'
import { Refusal } from './bootstrap.mjs'
import { startPostgres } from './postgres.mjs'
import { ask, dropDatabases } from './postgres-admin.ts'

/** @typedef {{ url: string, version: string, from: string, remove: () => Promise<void> }} Service */

/** Each project loads this file anew, and they share what it starts. */
const shared = /** @type {{ posternPostgres?: { service: Promise<Service>, users: number } }} */ (globalThis)

/**
 * @param {import('vitest/node').TestProject} project
 * @returns {Promise<() => Promise<void>>}
 */
export async function setup(project) {
  shared.posternPostgres ??= { service: open(), users: 0 }
  const held = shared.posternPostgres
  held.users++
  const { url, remove } = await held.service
  const prefix = `postern_test_${randomBytes(6).toString('hex')}_`
  project.provide(/** @type {never} */ ('postgres'), /** @type {never} */ ({ url, prefix }))
  return async () => {
    await dropDatabases(url, prefix)
    held.users--
    if (held.users > 0) return
    delete shared.posternPostgres
    await remove()
  }
}

/** @returns {Promise<Service>} */
async function open() {
  const named = process.env['POSTERN_TEST_PG_URL']
  if (!named) return startPostgres()
  return { ...(await lookAtNamed(named)), url: named, remove: async () => {} }
}

/**
 * @param {string} url what POSTERN_TEST_PG_URL says
 * @returns {Promise<{ version: string, from: string }>} rejects with a `Refusal` when tests cannot use it
 */
export async function lookAtNamed(url) {
  const from = 'POSTERN_TEST_PG_URL'
  try {
    const [{ may } = { may: false }] = await ask(
      url,
      'SELECT rolsuper AS may FROM pg_roles WHERE rolname = current_user',
    )
    if (may !== true) throw new Error('tests want a superuser')
    const [{ server_version: version } = { server_version: '' }] = await ask(url, 'SHOW server_version')
    return { version: String(version).split(' ', 1)[0] ?? '', from }
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error)
    throw new Refusal(`No PostgreSQL for the tests: ${from} names one that cannot be used: ${why}.`)
  }
}
