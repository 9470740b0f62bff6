import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { days, type Event, type Id, type Instant } from 'postern/kit'
import { sqlite } from 'postern/sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditedTenants } from '../src/audit/audited-tenants.ts'
import { headOf, readHeads, writeHead } from '../src/audit/heads.ts'
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
    // Numbers follow the clock: so there is room between two of them.
    await pause(20)
  }
})

afterEach(async () => {
  await installation.close()
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

function placeOf(sql: string): number {
  const database = new DatabaseSync(join(folder, 'audit.db'), { readOnly: true })
  const { place } = database.prepare(`SELECT ${sql} AS place`).get() as { place: number }
  database.close()
  return Number(place)
}

async function eventAt(sequence: number): Promise<Event | undefined> {
  const { store, clock } = installation.runtime.ports
  const page = await store.events.list({ tenant, now: clock.now(), after: String(sequence - 1), limit: 1 })
  return page.items[0]
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

test('an event whose row is damaged is named, and the rest is read', async () => {
  byHand(`UPDATE postern_events SET asked = '{' WHERE sequence = ${fifth}`)
  const outside = await verify()
  expect(outside).toMatchObject({ intact: true, unreadable: [{ sequence: placeOf(fifth), type: 'user.created' }] })
  expect(tellReport(outside)).toMatch(
    /\. Damaged in the database, and read as far as they can be: \d+ \(user\.created, /,
  )
  byHand(`UPDATE postern_events SET about = '{' WHERE sequence = ${sixth}`)
  const misfit = { kind: 'changed', event: { sequence: placeOf(sixth) } }
  expect(await verify()).toMatchObject({ intact: false, break: { kind: 'changed', misfit } })
})

test('one that was damaged before it was sealed is sealed with the others', async () => {
  await act('late@example.com')
  byHand(`UPDATE postern_events SET about = '{' WHERE sequence = (SELECT max(sequence) FROM postern_events)`)
  await expect(installation.runtime.runChores()).rejects.toThrow('cannot be read')
  await installation.runtime.runChores()
  expect(await verify()).toMatchObject({ intact: true, unsealed: 0, unreadable: [{ type: 'user.created' }] })
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

  test.each([
    ['type', `'user.updated'`],
    ['actor', 'NULL'],
    ['at', 'at - 1'],
  ])('by its sequence, kind and time, where %s was changed', async (column, value) => {
    const sequence = placeOf(fifth)
    byHand(`UPDATE postern_events SET ${column} = ${value} WHERE tenant = 'acme' AND sequence IN (${fifth}, ${sixth})`)
    const report = await verify()
    const event = (await eventAt(sequence)) ?? { type: '', at: 0 }
    expect(report.break?.misfit).toMatchObject({ kind: 'changed', event: { sequence, type: event.type, at: event.at } })
    const at = new Date(event.at).toISOString()
    expect(tellReport(report)).toContain(
      `The first that does not fit, which was changed, is ${sequence} (${event.type}, ${at}).`,
    )
  })

  test('by its neighbours, where it was taken out', async () => {
    const [fourth, sequence] = [placeOf(fifth.replace('OFFSET 4', 'OFFSET 3')), placeOf(fifth)]
    const next = placeOf(`(SELECT min(sequence) FROM postern_events WHERE tenant = 'acme' AND sequence > ${sequence})`)
    byHand(`DELETE FROM postern_events WHERE tenant = 'acme' AND sequence = ${sequence}`)
    const report = await verify()
    expect(report.break?.misfit).toMatchObject({ kind: 'missing', count: 1, before: { sequence: next } })
    expect(report.break?.misfit).toMatchObject({ behind: { sequence: fourth } })
    expect(tellReport(report)).toMatch(/does not fit: 1 missing behind \d+ \(user\.created, .*\) and before \d+ /)
  })

  test('by itself, where it was put between two seals', async () => {
    const sequence = placeOf(`(SELECT max(last) FROM postern_seals WHERE tenant = 'acme')`) + 1
    // Numbers follow the clock: after a while there is a free one.
    await pause(20)
    await act('later@example.com')
    await installation.runtime.runChores()
    expect(placeOf(`(SELECT count(*) FROM postern_events WHERE tenant = 'acme' AND sequence = ${sequence})`)).toBe(0)
    byHand(`INSERT INTO postern_events (tenant, sequence, id, type, application, at)
SELECT tenant, ${sequence}, 'forged', type, application, at FROM postern_events WHERE tenant = 'acme' AND sequence = ${fifth}`)
    const misfit = { kind: 'added', event: { sequence, id: 'forged', type: 'user.created' } }
    expect((await verify()).break).toMatchObject({ kind: 'added', misfit })
  })

  test('as the seal’s own, where every event is the one that was sealed', async () => {
    byHand(`UPDATE postern_seals SET link = 'x' || substr(link, 2) WHERE last >= ${fifth} AND tenant = 'acme'`)
    const report = await verify()
    expect(report.break).toMatchObject({ kind: 'changed', misfit: undefined })
    expect(tellReport(report)).toContain('the seal itself')
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
  // Numbers run ahead of the clock where much happens in a millisecond; nobody is that quick after 400 days.
  await pause(20)
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

test('a tenant that was taken off the list keeps its trail, and a head that was kept names one that has none left', async () => {
  const { ports } = installation.runtime
  const kept = readHeads(writeHead((await headOf(ports, tenant)) as never))
  byHand(`DELETE FROM postern_documents WHERE kind = 'tenant' AND id = 'acme'`)
  const audited = async (heads: typeof kept = []) => {
    const found: string[] = []
    for await (const each of auditedTenants(ports, heads)) found.push(each)
    return found
  }
  expect(await audited()).toEqual(['system', 'default', 'acme'])
  byHand(`DELETE FROM postern_events WHERE tenant = 'acme'`)
  byHand(`DELETE FROM postern_seals WHERE tenant = 'acme'`)
  expect(await audited()).toEqual(['system', 'default'])
  expect(await audited(kept)).toEqual(['system', 'default', 'acme'])
  expect(await verify({ heads: kept })).toMatchObject({ intact: false, break: { kind: 'head-missing' } })
})

test('a head is read as the API, a report and the command line write it', async () => {
  const key = await installation.key()
  const { text, json } = await installation.call('GET', '/api/v1/events/seals?limit=1', { key, tenant: 'acme' })
  const report = await verify()
  const written = [text, JSON.stringify(json.items[0]), JSON.stringify(report.head), writeHead(report.head as never)]
  for (const each of written) {
    const heads = readHeads(`${each}\n`, tenant)
    expect(heads).toEqual([report.head])
    expect(await verify({ heads })).toMatchObject({ intact: true })
  }
  expect(() => readHeads(text)).toThrow('line 1 of the heads names no tenant: say --tenant')
})

test('the seals are read page by page, the newest first, to the first of them', async () => {
  const key = await installation.key()
  const read = async (query: string) =>
    (await installation.call('GET', `/api/v1/events/seals?${query}`, { key, tenant: 'acme' })).json
  const all = (await read('limit=200')) as { items: { last: number }[]; next?: string }
  expect(all.items.length).toBeGreaterThan(2)
  expect(all).not.toHaveProperty('next')
  const seen: object[] = []
  let after: string | undefined
  do {
    const page = await read(`limit=1${after === undefined ? '' : `&after=${after}`}`)
    expect(page.items).toHaveLength(1)
    seen.push(...page.items)
    after = page.next
  } while (after !== undefined)
  expect(seen).toEqual(all.items)
})

test('heads that are none are refused by their line', () => {
  expect(() => readHeads('\n{"tenant":"acme"}\n')).toThrow('line 2')
})
