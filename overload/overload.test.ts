import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServers, type Servers } from '../faults/databases.ts'
import { tenTimes } from './f31-ten-times.ts'
import { slowClients } from './f32-slow-clients.ts'
import { runRow, type Wishes } from './rows.ts'

// Rates and times are held against full runs only: here others share the machine.
const cache = fileURLToPath(new URL('../.cache/', import.meta.url))
let folder = ''
let servers: Servers

beforeAll(() => {
  mkdirSync(cache, { recursive: true })
  folder = mkdtempSync(join(cache, 'overload-'))
  servers = createServers()
})

afterAll(async () => {
  await servers.remove()
  rmSync(folder, { recursive: true, force: true })
})

const wishes = (): Wishes => ({
  seed: 1,
  commit: '',
  folder: mkdtempSync(join(folder, 'row-')),
  servers,
  size: 'small',
  seconds: 5,
})

test('ten times the load is answered with 503 or done, loses nobody anything, and passes', async () => {
  const report = await runRow(tenTimes, 'sqlite', wishes())
  expect(report.findings).toEqual([])
  expect(report.passed).toBe(true)
}, 180_000)

test('slow clients lose nobody anything, and are answered nothing wrong', async () => {
  const report = await runRow(slowClients, 'sqlite', wishes())
  expect(report.findings).toEqual([])
  expect(report.passed).toBe(true)
}, 120_000)
