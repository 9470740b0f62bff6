import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readWrittenLines } from './written-lines.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-lines-'))
  file = join(folder, 'people.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each([
  ['', { first: '', last: '', count: 0, bytes: 0 }],
  ['head cut o', { first: '', last: '', count: 0, bytes: 0 }],
  ['head\n', { first: 'head', last: 'head', count: 1, bytes: 5 }],
  ['head\nádá\nbob', { first: 'head', last: 'ádá', count: 2, bytes: 11 }],
])('of %j are found', async (text, lines) => {
  writeFileSync(file, text)
  expect(await readWrittenLines(file)).toEqual(lines)
})

test('are found wherever they are cut while they are read', async () => {
  const people = Array.from({ length: 5 }, (_, at) => String(at).repeat(2 ** 19 + at * 7))
  writeFileSync(file, `head\n${people.join('\n')}\n`)
  const { last, count } = await readWrittenLines(file)
  expect([last === people.at(-1), count]).toEqual([true, 6])
})

test('are found in a file that is longer than any text may be', async () => {
  writeFileSync(file, 'head\n')
  // A hole: it takes no room on the disk.
  truncateSync(file, 600_000_000)
  appendFileSync(file, '\nada\nbo')
  expect(await readWrittenLines(file)).toEqual({ first: 'head', last: 'ada', count: 3, bytes: 600_000_005 })
})
