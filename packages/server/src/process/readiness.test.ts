import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Id, type Instant, minutes } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { install } from '../../test/in-process.ts'
import { readinessParts } from './readiness.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-readiness-'))
  path = join(folder, 'app.db')
  await sqlite(path).migrate()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function change(sql: string): void {
  const file = new DatabaseSync(path)
  file.exec(sql)
  file.close()
}

const schema = () => {
  const { parts } = readinessParts({ source: sqlite(path), signing: () => [], runtime: () => undefined as never })
  return parts['schema']?.()
}

test('the schema is ok when a newer version has been at it, and not when it is another', async () => {
  expect(await schema()).toBe('ok')
  change(`INSERT INTO postern_migrations VALUES (1000, 'later', 'unknown here')`)
  expect(await schema()).toBe('ok')
  change(`UPDATE postern_migrations SET checksum = 'edited' WHERE number = 1`)
  await expect(schema()).rejects.toThrow('Migration 1 (sign-in)')
})

test('keys that cannot be read are told of the tenants that want some, and keep no process from serving', async () => {
  let now = 1_780_000_000_000
  const { runtime, directory, tenant, application, visitor, close } = await install({
    clock: { now: () => now as Instant },
  })
  const { parts, vital } = readinessParts({ source: sqlite(path), signing: directory.signing, runtime: () => runtime })
  expect([await parts['keys']?.(), vital.has('keys')]).toEqual(['ok', false])
  await tenant('acme')
  await application('acme', 'shop', { settings: { tokens: { mode: 'bearer' } } })
  await visitor().json('/t/acme/auth/magic-link', { email: 'ada@example.com' })
  expect(await parts['keys']?.()).toBe('ok')
  const { store } = runtime.ports
  const ring = { tenant: 'acme' as Id<'tenant'>, now: now as Instant, kind: 'signing-keys', id: 'ring' }
  const found = await store.documents.find(ring)
  await store.documents.put({ ...ring, version: found?.version ?? 0, json: 'torn' })
  now += minutes(10)
  await expect(parts['keys']?.()).rejects.toThrow('not valid JSON')
  await close()
})
