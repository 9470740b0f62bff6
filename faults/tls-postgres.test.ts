/** The certificate of the database's server: checked for whatever host is not this machine, by what the URL says. */
import dns from 'node:dns'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '../packages/postern/src/adapters/postgres/pool.ts'
import { postgres } from '../packages/postern/src/adapters/postgres/postgres.ts'
import { readTarget } from '../packages/postern/src/adapters/postgres/target.ts'
import type { Duration } from '../packages/postern/src/domain/instant.ts'
import { makeCertificate } from '../packages/postern/test/smtp/certificate.ts'
import { type Postgres, startPostgres } from '../tools/postgres.mjs'

const known = 'db.example.com'
const other = 'other.example.com'
const settings = { size: 1, timeout: 4000 as Duration, pooled: false }
const { lookup } = dns

let server: Postgres
let folder: string
/** The file of the authority that signed the server's certificate, and of one that did not. */
let trusted: string
let stranger: string

beforeAll(async () => {
  server = await startPostgres()
  const certificate = makeCertificate([known])
  folder = mkdtempSync(join(tmpdir(), 'postern-tls-'))
  trusted = join(folder, 'trusted.pem')
  stranger = join(folder, 'stranger.pem')
  writeFileSync(trusted, certificate.cert)
  writeFileSync(stranger, makeCertificate([known]).cert)
  const [cert, key] = ['server.crt', 'server.key'].map((name) => join(server.dataDir, name)) as [string, string]
  writeFileSync(cert, certificate.cert)
  writeFileSync(key, certificate.key, { mode: 0o600 })
  const { uid, gid } = server.owner
  if (uid !== undefined && gid !== undefined) for (const file of [cert, key]) chownSync(file, uid, gid)
  await server.restart('fast', { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key })
  // What names the server has is told by a resolver, and this one knows two that lead here.
  dns.lookup = ((host: string, ...rest: [never, never]) =>
    lookup(host === known || host === other ? '127.0.0.1' : host, ...rest)) as typeof lookup
})

afterAll(async () => {
  dns.lookup = lookup
  rmSync(folder, { recursive: true, force: true })
  await server.remove()
})

const urlOf = (host: string, query = ''): string => `postgres://postern@${host}:${server.port}/postgres${query}`

/** The version of TLS that a connection has, as the server sees it, or why there is none. */
async function tlsOf(url: string): Promise<unknown> {
  const connections = await openPool(readTarget(url), settings)
  const text = 'SELECT to_json(version) FROM pg_stat_ssl WHERE pid = pg_backend_pid()'
  try {
    return (await connections.ask({ text }))[0]?.[0]
  } catch (fault) {
    const { cause = fault } = fault as Error
    return (cause as Error).message
  } finally {
    await connections.close()
  }
}

const modes = ['verify-full', 'verify-ca', 'require']

describe('a server elsewhere', () => {
  test('whose authority the URL names is spoken to in TLS, in whatever words the URL asks for it', async () => {
    expect(await tlsOf(urlOf(known, `?sslrootcert=${trusted}`))).toBe('TLSv1.3')
    for (const mode of modes) {
      expect([mode, await tlsOf(urlOf(known, `?sslmode=${mode}&sslrootcert=${trusted}`))]).toEqual([mode, 'TLSv1.3'])
    }
    const store = await postgres(urlOf(known, `?sslmode=verify-full&sslrootcert=${trusted}`)).open()
    expect(await store.ready()).toBe(true)
    await store.close()
  })

  test('whose certificate nobody known has signed is refused, unless the URL says not to look', async () => {
    for (const query of ['', ...modes.map((mode) => `?sslmode=${mode}`), `?sslrootcert=${stranger}`]) {
      expect([query, await tlsOf(urlOf(known, query))]).toEqual([
        query,
        expect.stringMatching(/self-signed certificate/),
      ])
    }
    expect(await tlsOf(urlOf(known, '?sslmode=no-verify'))).toBe('TLSv1.3')
    expect(await tlsOf(urlOf(known, '?sslmode=disable'))).toBeNull()
  })

  test('whose certificate is another host’s is refused', async () => {
    for (const query of modes.map((mode) => `?sslmode=${mode}&sslrootcert=${trusted}`)) {
      expect([query, await tlsOf(urlOf(other, query))]).toEqual([
        query,
        expect.stringMatching(/does not match certificate's altnames.*other\.example\.com/),
      ])
    }
  })

  test('that is not trusted is no store, and why is said', async () => {
    await expect(postgres(urlOf(known)).open()).rejects.toThrow(
      new RegExp(`^Cannot open the database postgres://${known}:${server.port}/postgres: self-signed certificate`),
    )
  })
})

test('a server on this machine is spoken to without TLS, and with it where the URL wants it', async () => {
  expect(await tlsOf(urlOf('127.0.0.1'))).toBeNull()
  expect(await tlsOf(urlOf('localhost', `?sslmode=verify-full&sslrootcert=${trusted}`))).toMatch(/altnames/)
  expect(await tlsOf(urlOf('127.0.0.1', `?sslmode=verify-full&sslrootcert=${trusted}`))).toBe('TLSv1.3')
})
