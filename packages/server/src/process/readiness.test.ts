import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqlite } from 'postern/sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
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
  const { parts } = readinessParts({ source: sqlite(path), own: {} as never, runtime: () => undefined as never })
  return parts['schema']?.()
}

test('the schema is ok when a newer version has been at it, and not when it is another', async () => {
  expect(await schema()).toBe('ok')
  change(`INSERT INTO postern_migrations VALUES (1000, 'later', 'unknown here')`)
  expect(await schema()).toBe('ok')
  change(`UPDATE postern_migrations SET checksum = 'edited' WHERE number = 1`)
  await expect(schema()).rejects.toThrow('Migration 1 (sign-in)')
})
