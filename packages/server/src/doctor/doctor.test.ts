import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Id, type Scope, tryMailLogin } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { describe, expect, test } from 'vitest'
import { install } from '../../test/in-process.ts'
import type { Settings } from '../config/settings.ts'
import { putTransports } from '../resources/transport-secrets.ts'
import { transports } from '../resources/transports.ts'
import type { Finding } from './finding.ts'
import { lookAtDatabase } from './look-at-database.ts'
import { lookAtMail, lookAtSender } from './look-at-mail.ts'
import { lookAtSettings } from './look-at-settings.ts'
import { reach } from './reach.ts'

const sound: Settings = {
  baseUrl: 'https://sign-in.acme.example',
  secret: 'k3Jx9vQm2Lp7RtYw5ZbNc8HsDf4GuEa1',
  trustedHops: 1,
}

const states = (findings: readonly Finding[]): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.map(({ check, state }) => [check, state]))

describe('the settings', () => {
  test('of a sound installation are all well', () => {
    expect(new Set(Object.values(states(lookAtSettings(sound))))).toEqual(new Set(['ok']))
  })

  test.each<[Partial<Settings>, string, string]>([
    [{ baseUrl: undefined }, 'base-url', 'fail'],
    [{ baseUrl: 'http://sign-in.acme.example' }, 'base-url', 'fail'],
    [{ baseUrl: 'https://10.0.0.1' }, 'base-url', 'warn'],
    [{ trustedHops: undefined }, 'proxy-hops', 'warn'],
    [{ trustedHops: 0 }, 'proxy-hops', 'warn'],
    [{ secret: undefined }, 'secret', 'fail'],
    [{ secret: 'a'.repeat(40) }, 'secret', 'fail'],
    [{ secret: [String(sound.secret), 'my-secret-of-at-least-thirty-two-bytes'] }, 'secret', 'fail'],
    [{ origins: ['https://app.other.example'] }, 'cookie-scope', 'warn'],
    [{ origins: ['https://app.acme.example'] }, 'cookie-scope', 'ok'],
    [{ limits: 'off' }, 'weak-settings', 'fail'],
    [{ link: 'query' }, 'weak-settings', 'warn'],
    [{ lifetimes: { secrets: 7_200_000 } }, 'weak-settings', 'warn'],
    [{ databaseUrl: 'postgres://db/postern?sslmode=no-verify' }, 'weak-settings', 'warn'],
  ])('%j are told: %s %s', (change, check, state) => {
    const found = lookAtSettings({ ...sound, ...change })
    expect(states(found)[check]).toBe(state)
    for (const finding of found) if (finding.state !== 'ok') expect(finding.fix).not.toBeUndefined()
  })
})

describe('the sender', () => {
  const zone: Readonly<Record<string, readonly string[]>> = {
    'acme.example': ['v=spf1 include:mail.example -all', 'something else'],
    '_dmarc.acme.example': ['v=DMARC1; p=reject'],
    's1._domainkey.acme.example': ['v=DKIM1; k=rsa; p=MIIB'],
    'open.example': ['v=spf1 +all'],
    '_dmarc.open.example': ['v=DMARC1; p=none'],
    's1._domainkey.open.example': ['v=DKIM1; p='],
    'twice.example': ['v=spf1 -all', 'v=spf1 ~all'],
    'mail.acme.example': ['v=spf1 -all'],
    '_dmarc.loose.example': ['v=DMARC1; p=reject; sp=none'],
  }
  const look = async (domain: string, selector?: string) =>
    states(
      await lookAtSender(
        { mailFrom: `Acme <no-reply@${domain}>`, dkimSelector: selector },
        async (name) => zone[name] ?? [],
      ),
    )

  test.each([
    ['acme.example', 's1', { spf: 'ok', dmarc: 'ok', dkim: 'ok' }],
    ['acme.example', undefined, { spf: 'ok', dmarc: 'ok', dkim: 'warn' }],
    ['open.example', 's1', { spf: 'fail', dmarc: 'warn', dkim: 'fail' }],
    ['twice.example', 's1', { spf: 'fail', dmarc: 'warn', dkim: 'fail' }],
    ['bare.example', 's1', { spf: 'warn', dmarc: 'warn', dkim: 'fail' }],
    ['mail.acme.example', 's1', { spf: 'ok', dmarc: 'ok', dkim: 'fail' }],
    ['below.loose.example', 's1', { spf: 'warn', dmarc: 'warn', dkim: 'fail' }],
    ['loose.example', 's1', { spf: 'warn', dmarc: 'ok', dkim: 'fail' }],
  ])('%s with the selector %s', async (domain, selector, expected) => {
    expect(await look(domain, selector)).toEqual(expected)
  })

  test('is not condemned because DNS does not answer', async () => {
    const found = await lookAtSender({ mailFrom: 'no-reply@acme.example', dkimSelector: 's' }, () =>
      Promise.reject(new Error('no')),
    )
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['warn']))
  })
})

describe('the mail server', () => {
  test('is told with the way out when it does not let us in, and never with the password', async () => {
    const down = await lookAtMail('smtp://me:canary@mail.example:587', async () => ({
      kind: 'down',
      reason: 'auth-failed',
    }))
    expect(down.state).toBe('fail')
    expect(JSON.stringify(down)).not.toContain('canary')
    expect((await lookAtMail('smtp://mail.example', async () => ({ kind: 'ready' }))).state).toBe('ok')
    expect((await lookAtMail(undefined, async () => ({ kind: 'ready' }))).state).toBe('fail')
  })
})

describe('the database', () => {
  test('is told when it is empty, up to date, ahead of this machine, or not to be had', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-doctor-'))
    try {
      const source = sqlite(join(folder, 'postern.db'))
      expect(states(await lookAtDatabase(source, Date.now))).toEqual({ database: 'ok', schema: 'warn' })
      await source.migrate()
      expect(states(await lookAtDatabase(source, Date.now))).toEqual({ database: 'ok', schema: 'ok', clock: 'ok' })
      const nowhere = sqlite(folder)
      expect(states(await lookAtDatabase(nowhere, Date.now))).toEqual({ database: 'fail' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('is told what it keeps sealed under another secret', async () => {
    const store = sqlite(join(mkdtempSync(join(tmpdir(), 'postern-doctor-')), 'postern.db'))
    const folder = dirname(store.location)
    const installation = await install({ store })
    await installation.tenant('acme')
    const given = { id: 'main', kind: 'smtp', host: 'mail.acme.example', secret: 'canary' } as const
    const { desk } = installation
    await installation.application('acme', 'shop', { settings: { tokens: { mode: 'bearer' } } })
    const scope = await installation.directory.find({ tenant: 'acme', application: 'shop' })
    await installation.runtime.ports.signer.check(scope as Scope)
    await putTransports({ desk, resource: transports, tenant: 'acme' as Id<'tenant'> }, { list: [given] })
    await installation.close()
    try {
      const old = 'a secret of thirty-two bytes or more'
      expect(states(await lookAtDatabase(store, Date.now, { secret: [String(sound.secret), old] }))).toMatchObject({
        sealed: 'ok',
      })
      const found = await lookAtDatabase(store, Date.now, { secret: sound.secret })
      expect(found.at(-1)).toMatchObject({ check: 'sealed', state: 'fail' })
      expect(found.at(-1)?.says).toMatch(
        /^POSTERN_SECRET does not open the secret of transport acme\/main, signing key acme\/[\w-]{43}\.$/,
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('is asked for the mail servers of tenants, unless nobody is to be asked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-doctor-'))
    const source = sqlite(join(folder, 'postern.db'))
    try {
      await source.migrate()
      const { secret } = sound
      expect(states(await lookAtDatabase(source, Date.now, { secret }))).not.toHaveProperty('tenant-mail')
      const asked = await lookAtDatabase(source, Date.now, { secret, trySignIn: tryMailLogin })
      expect(states(asked)).toMatchObject({ 'tenant-mail': 'ok' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('is told when it answers and cannot be written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-doctor-'))
    const source = sqlite(join(folder, 'postern.db'))
    await source.migrate()
    const other = new DatabaseSync(join(folder, 'postern.db'))
    other.exec('BEGIN IMMEDIATE')
    try {
      const found = await lookAtDatabase(source, Date.now)
      expect(states(found)).toEqual({ database: 'fail', schema: 'ok', clock: 'ok' })
      expect(found[0]?.says).toBe(`${source.location} answers, and cannot be written.`)
    } finally {
      other.close()
      rmSync(folder, { recursive: true })
    }
  })

  test('of a newer version that this one cannot serve is told as that, and not as a wrong setting', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-doctor-'))
    const source = sqlite(join(folder, 'postern.db'))
    await source.migrate()
    const newer = new DatabaseSync(join(folder, 'postern.db'))
    newer.exec(`INSERT INTO postern_migrations (number, name, checksum) VALUES (999, 'drop-a-needs-998', '')`)
    newer.close()
    try {
      const found = await lookAtDatabase(source, Date.now)
      expect(states(found)).toEqual({ database: 'ok', schema: 'fail' })
      expect(found[1]?.says).toContain('schema 999')
      expect(JSON.stringify(found)).not.toContain('DATABASE_URL')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the base URL', () => {
  const answering = (status: number, body: unknown) => async () => Response.json(body, { status })

  test.each([
    [answering(200, { status: 'live' }), 'ok'],
    [answering(200, {}), 'warn'],
    [answering(502, {}), 'warn'],
    [() => Promise.reject(new Error('refused')), 'warn'],
  ])('is asked whether it leads here (%#)', async (ask, state) => {
    expect(states(await reach('https://sign-in.acme.example', ask as typeof fetch))).toEqual({ reach: state })
  })
})
