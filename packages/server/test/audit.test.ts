import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { days, type Id, type Instant } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditedTenants, headOf, readHeads, writeHead } from '../src/audit/heads.ts'
import { tellReport } from '../src/audit/tell-report.ts'
import { type AuditOptions, type AuditReport, verifyAudit } from '../src/audit/verify.ts'
import { type Installation, install } from './in-process.ts'

const tenant = 'acme' as Id<'tenant'>
let folder: string
let installation: Installation
let users: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-audit-'))
  installation = await install({ store: sqlite(join(folder, 'audit.db')) })
  await installation.tenant('acme')
  await installation.application('acme', 'shop')
  users = []
  for (let batch = 0; batch < 3; batch++) {
    for (let count = 0; count < 3; count++) users.push(await act(`user${batch}-${count}@example.com`))
    await installation.runtime.runChores()
  }
})

afterEach(async () => {
  await installation.runtime.close()
  await rm(folder, { recursive: true })
})

async function act(email: string): Promise<string> {
  const { engine, ports } = installation.runtime
  const scope = await installation.directory.find({ tenant: 'acme', application: 'shop' })
  if (!scope) throw new Error('there is no scope')
  const address = { address: email, key: email }
  const made = await engine.createUser(scope, { address, roles: [], actor: `key:${ports.vault.id(ports.clock.now())}` })
  return made.kind === 'created' ? made.user.id : ''
}

const verify = (more: Partial<AuditOptions> = {}): Promise<AuditReport> =>
  verifyAudit(installation.runtime.ports, { tenant, ...more })

function byHand(sql: string): number {
  const database = new DatabaseSync(join(folder, 'audit.db'))
  const { changes } = database.prepare(sql).run()
  database.close()
  return Number(changes)
}

const fifth = `(SELECT sequence FROM postern_events WHERE tenant = 'acme' AND type = 'user.created' ORDER BY sequence LIMIT 1 OFFSET 4)`
const sixth = fifth.replace('OFFSET 4', 'OFFSET 5')

test('an untouched trail is intact, and says how far it reaches', async () => {
  const report = await verify()
  expect(report).toMatchObject({ intact: true, pruned: 0, unsealed: 0 })
  expect(report.seals).toBeGreaterThanOrEqual(3)
  expect(report.events).toBeGreaterThanOrEqual(9)
  await act('late@example.com')
  expect(await verify()).toMatchObject({ intact: true, unsealed: 1, head: report.head })
  expect(tellReport(await verify())).toMatch(/^acme: intact: \d+ seals over \d+ events; beside them 1 events/)
})

describe('a row that somebody touched shows:', () => {
  test.each([
    ['its type', `UPDATE postern_events SET type = 'user.updated' WHERE sequence = ${fifth}`, 'changed'],
    ['who did it', `UPDATE postern_events SET actor = 'cli' WHERE sequence = ${fifth}`, 'changed'],
    ['that nobody did it', `UPDATE postern_events SET actor = NULL WHERE sequence = ${fifth}`, 'changed'],
    ['whom it was about', `UPDATE postern_events SET user_id = 'x' WHERE sequence = ${fifth}`, 'changed'],
    ['why', `UPDATE postern_events SET reason = 'other' WHERE sequence = ${fifth}`, 'changed'],
    ['when', `UPDATE postern_events SET at = at - 1 WHERE sequence = ${fifth}`, 'changed'],
    ['taken out', `DELETE FROM postern_events WHERE sequence = ${fifth}`, 'missing'],
    [
      'put in',
      `INSERT INTO postern_events (tenant, sequence, id, type, application, at)
SELECT tenant, sequence + 1, 'forged', type, application, at FROM postern_events
WHERE tenant = 'acme' AND sequence = (SELECT max(sequence) FROM postern_events e WHERE e.tenant = 'acme' AND sequence < ${sixth}
  AND NOT EXISTS (SELECT 1 FROM postern_events f WHERE f.tenant = 'acme' AND f.sequence = e.sequence + 1))`,
      /added|uncovered/,
    ],
    ['its seal', `UPDATE postern_seals SET link = 'forged' WHERE last >= ${fifth} AND tenant = 'acme'`, 'changed'],
    [
      'its seal taken out',
      `DELETE FROM postern_seals WHERE tenant = 'acme' AND last = (SELECT min(last) FROM postern_seals WHERE last >= ${fifth} AND tenant = 'acme')`,
      'uncovered',
    ],
  ])('%s', async (_what, sql, kind) => {
    expect(byHand(sql)).toBeGreaterThan(0)
    const report = await verify()
    expect(report).toMatchObject({ intact: false, break: { kind: expect.stringMatching(kind) } })
    expect(tellReport(report)).toContain('BROKEN')
  })

  test('two that changed places', async () => {
    const database = new DatabaseSync(join(folder, 'audit.db'))
    const [one, other] = [fifth, sixth].map((place) =>
      Number((database.prepare(`SELECT ${place} AS place`).get() as { place: number }).place),
    )
    const move = database.prepare(`UPDATE postern_events SET sequence = ? WHERE tenant = 'acme' AND sequence = ?`)
    for (const [to, from] of [
      [-1, one],
      [one, other],
      [other, -1],
    ])
      move.run(to ?? 0, from ?? 0)
    database.close()
    const report = await verify()
    expect(report).toMatchObject({ break: { kind: 'changed' } })
    const { first = 0, last = 0 } = report.break ?? {}
    expect([first <= (one ?? 0), last >= (other ?? 0)]).toEqual([true, true])
  })
})

test('a trail whose end was cut off, or sealed anew, is intact by itself and not against a head that was kept', async () => {
  const kept = readHeads(writeHead((await headOf(installation.runtime.ports, tenant)) as never))
  expect(await verify({ heads: kept })).toMatchObject({ intact: true })
  byHand(`DELETE FROM postern_events WHERE tenant = 'acme' AND sequence >= ${fifth}`)
  byHand(
    `DELETE FROM postern_seals WHERE tenant = 'acme' AND last NOT IN (SELECT min(last) FROM postern_seals WHERE tenant = 'acme')`,
  )
  byHand(
    `DELETE FROM postern_events WHERE tenant = 'acme' AND sequence > (SELECT max(last) FROM postern_seals WHERE tenant = 'acme')`,
  )
  expect(await verify()).toMatchObject({ intact: true })
  expect(await verify({ heads: kept })).toMatchObject({ intact: false, break: { kind: 'head-missing' } })
})

test('forgetting a person leaves the trail intact', async () => {
  const { engine } = installation.runtime
  const scope = await installation.directory.find({ tenant: 'acme', application: 'shop' })
  await engine.removeUser(scope as never, { id: users[4] as Id<'user'>, how: 'anonymised', actor: 'cli' })
  byHand(`UPDATE postern_events SET asked = NULL WHERE tenant = 'acme'`)
  await installation.runtime.runChores()
  expect(await verify()).toMatchObject({ intact: true })
})

test('what has gone with its time does not break the trail, and what has gone before its time does', async () => {
  const years = Date.now() - days(500)
  byHand(`UPDATE postern_seals SET at = ${years} WHERE tenant = 'acme' AND last < ${fifth}`)
  const gone = `DELETE FROM postern_events WHERE tenant = 'acme' AND sequence <=
(SELECT max(last) FROM postern_seals WHERE tenant = 'acme' AND last < ${fifth})`
  expect(byHand(gone)).toBeGreaterThan(0)
  const report = await verify()
  expect(report).toMatchObject({ intact: true })
  expect(report.pruned).toBeGreaterThan(0)
  expect(await verify({ keepEvents: days(600) })).toMatchObject({ intact: false, break: { kind: 'missing' } })
})

test('a sweep leaves seals, and the trail behind it goes on', async () => {
  const { store, clock } = installation.runtime.ports
  const now = (clock.now() + days(500)) as Instant
  await store.sweep({ now, limit: 10_000, keepAttempts: days(8), keepEvents: days(400) })
  await act('afterwards@example.com')
  await installation.runtime.runChores()
  const later = { ...installation.runtime.ports, clock: { now: () => now } }
  const report = await verifyAudit(later, { tenant })
  expect(report).toMatchObject({ intact: true, seals: 1, events: 1 })
  expect(report.pruned).toBeGreaterThanOrEqual(3)
})

test('every tenant has a trail, and so has what is no tenant’s', async () => {
  const found: string[] = []
  for await (const each of auditedTenants(installation.runtime.ports)) found.push(each)
  expect(found).toEqual(['system', 'default', 'acme'])
  for (const each of found) {
    expect(await verifyAudit(installation.runtime.ports, { tenant: each as Id<'tenant'> })).toMatchObject({
      intact: true,
    })
  }
})

test('heads that are none are refused by their line', () => {
  expect(() => readHeads('\n{"tenant":"acme"}\n')).toThrow('line 2')
})
