import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServers, type Servers } from '../faults/databases.ts'
import { slowClients } from './f32-slow-clients.ts'
import { runRow } from './rows.ts'

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

// Ten times the load is for a machine of its own: `npm run test:overload -- --only F31`.
test('slow clients lose nobody anything, and are answered nothing wrong', async () => {
  const report = await runRow(slowClients, 'sqlite', {
    seed: 1,
    commit: '',
    folder,
    servers,
    size: 'small',
    seconds: 5,
  })
  expect(report.findings).toEqual([])
  expect(report.passed).toBe(true)
}, 120_000)
