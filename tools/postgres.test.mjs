import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from './bootstrap.mjs'
import { startPostgres } from './postgres.mjs'
import { ask } from './postgres-admin.ts'
import { findPrograms } from './postgres-programs.mjs'
import { lookAtNamed } from './postgres-setup.mjs'

/** @typedef {import('./postgres.mjs').Postgres} Postgres */

/** @type {string} */
let folder
/** @type {Postgres | undefined} */
let server

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-search-'))
})

afterEach(async () => {
  await server?.remove()
  server = undefined
  rmSync(folder, { recursive: true, force: true })
})

const nothing = { systemFolder: '/nowhere', path: '', sidePackage: false, apt: false }

/** Programs that say they are of this version. @param {string} bin @param {string} postgres */
function programs(bin, postgres) {
  mkdirSync(join(folder, bin), { recursive: true })
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    writeFileSync(join(folder, bin, name), `#!/bin/sh\n${name === 'postgres' ? postgres : 'exit 1'}\n`)
    chmodSync(join(folder, bin, name), 0o755)
  }
  return join(folder, bin)
}

describe('the search for a PostgreSQL', () => {
  it('takes the newest that runs, by number and not by letter', async () => {
    programs('9/bin', 'echo "postgres (PostgreSQL) 9.6.24"')
    const bin = programs('17/bin', 'echo "postgres (PostgreSQL) 17.6 (Debian 17.6-1)"')
    programs('18/bin', 'exit 127')
    expect(await findPrograms({ ...nothing, systemFolder: folder })).toEqual({ bin, version: '17.6', from: bin })
  })

  it('takes the one on the PATH, where its programs really are', async () => {
    const bin = programs('elsewhere', 'echo "postgres (PostgreSQL) 18rc1"')
    expect(await findPrograms({ ...nothing, path: `/nowhere:${bin}` })).toEqual({ bin, version: '18rc1', from: bin })
  })

  it('ends with what was tried, the command that helps and the ways to go without', async () => {
    const refusal = await findPrograms(nothing).catch((error) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal.message).toMatch(/Tried: \/nowhere and the PATH, .+\nTo fix it: .*(apt-get )?install .*ostgre/)
    expect(refusal.message).toContain('POSTERN_TEST_PG_URL=postgres://')
    expect(refusal.message).toContain('POSTERN_TEST_SKIP=pg npm test')
  })

  it('refuses a server that was named and is not there, without its password', async () => {
    const refusal = await lookAtNamed('postgres://ann:canary@127.0.0.1:9/postgres').catch((error) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal.message).toMatch(/POSTERN_TEST_PG_URL names one that cannot be used: .*ECONNREFUSED/)
    expect(refusal.message).not.toContain('canary')
  })
})

describe('a server of one’s own', () => {
  it('copies databases, keeps data over restarts of every kind, and leaves nothing behind', async () => {
    server = await startPostgres({ settings: { work_mem: '5MB' } })
    const url = await server.createDatabase('one')
    await ask(url, 'CREATE TABLE t AS SELECT 7 AS n')
    const copy = await server.createDatabase("o'ther", 'one')
    for (const mode of /** @type {const} */ (['smart', 'fast', 'immediate', 'kill'])) {
      await server.restart(mode, { application_name: `it's ${mode}` })
      expect(await ask(copy, 'SELECT n FROM t')).toEqual([{ n: 7 }])
      expect(await ask(copy, `SELECT current_setting('work_mem') AS work_mem`)).toEqual([{ work_mem: '5MB' }])
      expect(await ask(copy, `SELECT reset_val FROM pg_settings WHERE name = 'application_name'`)).toEqual([
        { reset_val: `it's ${mode}` },
      ])
    }
    await server.stop('kill')
    await server.remove()
    expect(existsSync(server.folder)).toBe(false)
  })

  it('puts commits on the disk only when asked', async () => {
    server = await startPostgres({ fsync: true })
    expect(await ask(server.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }])
    await server.remove()
    server = await startPostgres()
    expect(await ask(server.url, 'SHOW fsync')).toEqual([{ fsync: 'off' }])
  })

  it('goes on with a data directory that was given, and keeps it', async () => {
    const dataDir = join(folder, 'data')
    chmodSync(folder, 0o755)
    server = await startPostgres({ dataDir })
    await ask(server.url, 'CREATE TABLE kept ()')
    await server.remove()
    server = await startPostgres({ dataDir })
    expect(await ask(server.url, 'SELECT * FROM kept')).toEqual([])
    await server.remove()
    expect(existsSync(join(dataDir, 'PG_VERSION'))).toBe(true)
  })

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'])('ends with the process that started it, by %s', async (signal) => {
    const program = `
      const { startPostgres } = await import(${JSON.stringify(new URL('postgres.mjs', import.meta.url).href)})
      const { folder, url } = await startPostgres()
      console.log(JSON.stringify({ folder, url }))
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(child.stdout, 'data')
    const started = JSON.parse(String(line))
    expect(await ask(started.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    child.kill(/** @type {NodeJS.Signals} */ (signal))
    await once(child, 'exit')
    for (let tries = 0; existsSync(started.folder) && tries < 100; tries++) await pause(100)
    expect(existsSync(started.folder)).toBe(false)
    await expect(ask(started.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  })

  it('runs from a folder that only its owner can read', async () => {
    const found = await findPrograms()
    chmodSync(folder, 0o700)
    const link = join(folder, 'bin')
    mkdirSync(link)
    for (const name of readdirSync(found.bin)) {
      writeFileSync(join(link, name), `#!/bin/sh\nexec ${found.bin}/${name} "$@"\n`)
      chmodSync(join(link, name), 0o755)
    }
    server = await startPostgres({ programs: { ...found, bin: link } })
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    const isOurs = statSync(server.dataDir).uid === process.getuid?.()
    expect(dirname(server.bin)).toBe(isOurs ? folder : join(server.folder, 'programs'))
  })
})
