// The harness itself, with the two servers that need nothing installed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { contestants } from './contestants.ts'
import { databaseFile } from './limit/schema.ts'
import { probe } from './load/probe.ts'
import { runLoad } from './load/run-load.ts'
import { startServer } from './load/running-server.ts'

const [hello, limit] = ['hello', 'limit'].map((wanted) => contestants.find(({ name }) => name === wanted))
const short = { users: 8, seconds: 0.5 }
let folder
let running

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-'))
  running = []
})

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()))
  rmSync(folder, { recursive: true, force: true })
})

async function start(contestant, more = {}) {
  const server = await startServer(contestant, { folder, core: undefined, ...more })
  running.push(server)
  return server
}

function countRows(table) {
  const database = new DatabaseSync(databaseFile(folder), { readOnly: true })
  const { count } = database.prepare(`SELECT count(*) AS count FROM ${table}`).get()
  database.close()
  return count
}

it('signs in at the limit program, and every counted sign-in left its rows', async () => {
  const server = await start(limit)
  await probe(server)
  const measure = await runLoad(server, 's1', short)
  expect(measure.operations).toBeGreaterThan(20)
  expect(measure.p99Ms).toBeGreaterThanOrEqual(measure.p50Ms)
  expect(measure.cpuSecondsPerThousand).toBeGreaterThan(0)
  for (const table of ['sessions', 'known_browsers', 'attempts', 'messages']) {
    expect(countRows(table)).toBeGreaterThan(measure.operations)
    expect(countRows(table)).toBeLessThanOrEqual(measure.operations + 1 + short.users)
  }
  expect(countRows('users')).toBe(countRows('addresses'))
  expect(countRows('users')).toBeLessThan(measure.operations / 2 + short.users)
})

it('checks sessions of people who signed in, and the constant of a server that signs nobody in', async () => {
  expect((await runLoad(await start(limit), 's2', short)).operations).toBeGreaterThan(20)
  expect(countRows('sessions')).toBeGreaterThanOrEqual(256)
  expect((await runLoad(await start(hello), 's2', short)).operations).toBeGreaterThan(20)
})

it('leaves a request alone in S3', async () => {
  const { operations } = await runLoad(await start(limit), 's3', short)
  expect(countRows('attempts')).toBeGreaterThanOrEqual(operations)
  expect(countRows('sessions')).toBe(0)
})

it('ends early once so many operations are done', async () => {
  const { operations } = await runLoad(await start(limit), 's1', { users: 4, seconds: 30, operations: 40 })
  expect(operations).toBe(40)
})

it('ends the run at the first wrong answer', async () => {
  const wrong = { ...limit, protocol: { ...limit.protocol, redeem: () => limit.protocol.check('') } }
  await expect(runLoad(await start(wrong), 's1', short)).rejects.toThrow('limit: redeem was answered 401')
})

it('finds out a server that signs nobody in', async () => {
  await expect(probe(await start({ ...hello, signsIn: true }), 500)).rejects.toThrow('hello: no answer or no mail')
})

it('tells what a server said when it could not start', async () => {
  const broken = { ...limit, program: 'servers/none.ts' }
  await expect(startServer(broken, { folder, core: undefined })).rejects.toThrow('none.ts')
})

it('fills the tables so that the people in them can come back', async () => {
  await (await start(limit)).stop()
  await limit.preload.sqlite(folder, { users: 2_000, sessions: 500 }, () => {})
  expect([countRows('users'), countRows('addresses'), countRows('sessions')]).toEqual([2_000, 2_000, 500])
  const { operations } = await runLoad(await start(limit, { known: 2_000 }), 's1', short)
  expect(countRows('users') - 2_000).toBeLessThanOrEqual((operations + short.users) / 4 + 1)
  expect(countRows('sessions')).toBeGreaterThanOrEqual(500 + operations)
})
