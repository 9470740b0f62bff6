import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readWrittenPeople } from './written-people.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-people-'))
  file = join(folder, 'people.jsonl.part')
})
afterEach(() => rmSync(folder, { recursive: true }))

const line = (id: string, more = ''): string => `${JSON.stringify({ id, email: `${id}@example.com`, more })}\n`

async function thereOf(asked: readonly string[]): Promise<readonly string[]> {
  const written = await readWrittenPeople(file)
  const there: string[] = []
  for (const id of asked) if (await written.has(id)) there.push(id)
  await written.close()
  return there
}

test.each([
  ['', { head: '', count: 0, bytes: 0 }],
  ['head cut o', { head: '', count: 0, bytes: 0 }],
  ['head\n', { head: 'head', count: 0, bytes: 5 }],
  [`ádá\n${line('b')}{"id":"a`, { head: 'ádá', count: 1, bytes: 6 + line('b').length }],
  [`head\n${line('b')}bob\n${line('a')}`, { head: 'head', count: 1, wrongLine: 3 }],
])('of %j the whole lines are counted', async (text, found) => {
  writeFileSync(file, text)
  expect(await readWrittenPeople(file)).toMatchObject(found)
})

test('are found in every run, whatever came between them', async () => {
  const runs = [['h', 'f', 'c'], ['g', 'd'], ['i', 'h2', 'e', 'a'], ['j']]
  writeFileSync(
    file,
    `head\n${runs
      .flat()
      .map((id) => line(id))
      .join('')}`,
  )
  const asked = ['k', 'j', 'i', 'h2', 'h', 'g2', 'g', 'f', 'e', 'd', 'c', 'b', 'a', 'Z']
  expect(await thereOf(asked)).toEqual(asked.filter((id) => runs.flat().includes(id)))
})

test('are found wherever they are cut while they are read', async () => {
  const ids = ['e', 'd', 'c', 'b', 'a']
  writeFileSync(file, `head\n${ids.map((id, at) => line(id, 'ä'.repeat(2 ** 16 + at * 7))).join('')}`)
  expect(await thereOf(ids)).toEqual(ids)
  expect((await readWrittenPeople(file)).count).toBe(5)
})

test('are read in a file that is longer than any text may be', async () => {
  writeFileSync(file, `head\n${line('b').slice(0, -1)}`)
  // A hole: it takes no room on the disk.
  truncateSync(file, 600_000_000)
  appendFileSync(file, `\n${line('a')}{"i`)
  expect(await readWrittenPeople(file)).toMatchObject({ count: 2, bytes: 600_000_001 + line('a').length })
})
