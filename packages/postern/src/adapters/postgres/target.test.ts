import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { postgres } from './postgres.ts'
import { readTarget } from './target.ts'

test('a pool of one is for who does not listen, behind a pooler or by choice', () => {
  const one = { poolSize: 1 }
  expect(() => postgres('postgres://localhost/a', one)).toThrow(/poolSize must be 2 or more, as one listens/)
  expect(() => postgres('postgres://localhost/a?pgbouncer=true', { ...one, listen: true })).toThrow(/2 or more/)
  expect(() => postgres('postgres://localhost/a', { poolSize: 0, listen: false })).toThrow(
    /poolSize must be 1 or more$/,
  )
  postgres('postgres://localhost/a?pgbouncer=true', one)
  postgres('postgres://localhost/a', { ...one, listen: false })
})

test('the only connection of an application’s pool is not for listening, not by choice either', () => {
  const poolOf = (max?: number) => ({ connect: never, end: never, ...(max !== undefined && { options: { max } }) })
  expect(() => postgres(poolOf(1), { listen: true })).toThrow(
    /^postgres\(pool, \{ listen \}\): .* 2 or more, as one listens/,
  )
  postgres(poolOf(1))
  postgres(poolOf(1), { listen: false })
  postgres(poolOf(2), { listen: true })
  postgres(poolOf(), { listen: true })
})

const never = () => Promise.reject(new Error('nothing is opened yet'))

test('what is no target at all, such as a variable that is not set, is refused in words', () => {
  for (const target of [undefined, null, 3] as unknown as string[]) {
    expect(() => postgres(target), String(target)).toThrow(/^postgres\(target\): target must be a postgres:/)
  }
})

const secret = 'k3y-0f-the-house'
const wrong = /postgres:\/\/user:password@host:port\/database/

const tlsOf = (url: string): unknown => readTarget(url).connection.ssl

/** What is thrown, with everything that a log would show of it. */
function thrownBy(act: () => unknown): string {
  try {
    act()
  } catch (fault) {
    return `${fault instanceof TypeError} ${(fault as Error).stack} ${String((fault as Error).cause)}`
  }
  throw new Error('Nothing was thrown')
}

describe('the URL of a database', () => {
  test('is read into its parts', () => {
    expect(readTarget(`postgres://anna:${secret}@db.example.com:6543/accounts?sslmode=disable`)).toEqual({
      location: 'postgres://db.example.com:6543/accounts',
      pooled: false,
      connection: {
        host: 'db.example.com',
        port: 6543,
        database: 'accounts',
        user: 'anna',
        password: secret,
        ssl: false,
      },
    })
  })

  test('may leave out port, user and password', () => {
    const { connection } = readTarget('postgresql://localhost/accounts')
    expect(connection).toEqual({ host: 'localhost', port: 5432, database: 'accounts', ssl: false })
  })

  test('may hold any character in name, password and database, percent-encoded', () => {
    const { connection } = readTarget('postgres://an%40na:p%2Fw%3A%25@localhost/a%20b')
    expect([connection.user, connection.password, connection.database]).toEqual(['an@na', 'p/w:%', 'a b'])
  })

  test('may name an IPv6 address, whose brackets belong to the URL alone', () => {
    const target = readTarget('postgres://[2001:db8::7]:5433/accounts')
    expect([target.connection.host, target.location]).toEqual(['2001:db8::7', 'postgres://[2001:db8::7]:5433/accounts'])
  })

  test('may name a folder of sockets, in the query or as the host', () => {
    for (const url of [
      'postgres:///accounts?host=/var/run/postgresql',
      'postgres://anna@%2Fvar%2Frun%2Fpostgresql/accounts',
    ]) {
      const { connection, location } = readTarget(url)
      expect([connection.host, connection.ssl]).toEqual(['/var/run/postgresql', false])
      expect(location).toBe('postgres:///var/run/postgresql:5432/accounts')
    }
  })

  test('without a host means this machine, and says so', () => {
    const { connection, location } = readTarget('postgres:///accounts')
    expect([connection.host, connection.ssl, location]).toEqual([
      'localhost',
      false,
      'postgres://localhost:5432/accounts',
    ])
  })

  test('says whether a pooler stands between', () => {
    expect(readTarget('postgres://localhost/a?pgbouncer=true').pooled).toBe(true)
    expect(readTarget('postgres://localhost/a?pgbouncer=false').pooled).toBe(false)
    expect(readTarget('postgres://localhost/a').pooled).toBe(false)
  })

  test('is refused where a pooler is neither there nor not', () => {
    for (const value of ['1', 'yes', 'TRUE', '']) {
      expect(() => readTarget(`postgres://localhost/a?pgbouncer=${value}`), value).toThrow(
        /pgbouncer must be true or false/,
      )
    }
  })

  test('is refused with a parameter that would do nothing, which is named', () => {
    for (const name of ['options', 'schema', 'sslcert', 'search_path', 'SSLMODE', 'user']) {
      const url = `postgres://anna:${secret}@localhost/a?sslmode=disable&${name}=${secret}`
      const shown = thrownBy(() => postgres(url))
      expect(shown).toMatch(
        `postgres(url): the parameter ${name} is not known; these are: host, pgbouncer, sslmode, sslrootcert`,
      )
      expect(shown).not.toContain(secret)
    }
    const torn = thrownBy(() => postgres(`postgres://anna:1/2?${secret}@localhost/a`))
    expect(torn).toContain('postgres(url): one of the parameters is not known')
    expect(torn).not.toContain(secret)
  })

  test('may say what hosts of databases add, which changes nothing', () => {
    const plain = readTarget('postgres://db.example.com/a?sslmode=require')
    const added = 'channel_binding=require&connect_timeout=10&application_name=web'
    expect(readTarget(`postgres://db.example.com/a?sslmode=require&${added}`)).toEqual(plain)
  })

  test('is refused where it is written when it is none or names no database', () => {
    for (const url of [
      '',
      'localhost/accounts',
      'mysql://localhost/accounts',
      'sqlite:./a.db',
      'postgres://h:port/a',
    ]) {
      expect(() => postgres(url), url).toThrow(TypeError)
      expect(() => postgres(url), url).toThrow(wrong)
    }
    expect(() => postgres('postgres://localhost')).toThrow('postgres(url): the URL names no database')
    expect(() => postgres(undefined as never)).toThrow(TypeError)
    expect(() => postgres({} as never)).toThrow(/postgres:\/\/ URL or a pool of pg/)
  })

  test('never shows its password, in no message and no location', () => {
    const faulty = [
      `postgres://anna:${secret}@db.example.com`,
      `postgres://anna:${secret}@db.example.com:port/accounts`,
      `mysql://anna:${secret}@db.example.com/accounts`,
      `postgres://anna:${secret}%@db.example.com/accounts`,
      `postgres://anna:${secret}@db.example.com/accounts?sslmode=sometimes`,
    ]
    for (const url of faulty) {
      const shown = thrownBy(() => postgres(url))
      expect(shown).toMatch(/^true TypeError: postgres\(url\)/)
      expect(shown).not.toContain(secret)
    }
    expect(postgres(`postgres://anna:${secret}@db.example.com/accounts`).location).toBe(
      'postgres://db.example.com:5432/accounts',
    )
  })
})

describe('the connection to a database', () => {
  test('is encrypted and its certificate checked, unless the host is this machine', () => {
    const plain = ['localhost', '127.0.0.1', '127.8.8.8', '[::1]']
    const checked = ['db.example.com', '10.0.0.7', '192.168.1.4', '[2001:db8::7]', 'localhost.example.com', '128.0.0.1']
    for (const host of plain) expect(tlsOf(`postgres://${host}/a`), host).toBe(false)
    for (const host of checked) expect(tlsOf(`postgres://${host}/a`), host).toEqual({ rejectUnauthorized: true })
    // A name that only looks like an address of this machine.
    expect(tlsOf('postgres://127.example.com/a')).toEqual({ rejectUnauthorized: true })
  })

  test('is encrypted to this machine as well where the URL wants it', () => {
    for (const mode of ['require', 'verify-ca', 'verify-full']) {
      expect(tlsOf(`postgres://localhost/a?sslmode=${mode}`), mode).toEqual({ rejectUnauthorized: true })
    }
  })

  test('is less than that only by its name', () => {
    expect(tlsOf('postgres://db.example.com/a?sslmode=no-verify')).toEqual({ rejectUnauthorized: false })
    expect(tlsOf('postgres://db.example.com/a?sslmode=disable')).toBe(false)
    for (const mode of ['prefer', 'allow', 'off', '']) {
      expect(() => tlsOf(`postgres://db.example.com/a?sslmode=${mode}`), mode).toThrow(/sslmode must be disable/)
    }
  })

  test('trusts the authority that the URL names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-authority-'))
    try {
      const file = join(folder, 'authority.pem')
      writeFileSync(file, 'a certificate')
      const asked = { rejectUnauthorized: true, ca: 'a certificate' }
      expect(tlsOf(`postgres://db.example.com/a?sslrootcert=${file}`)).toEqual(asked)
      expect(tlsOf(`postgres://localhost/a?sslrootcert=${file}`)).toEqual(asked)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
