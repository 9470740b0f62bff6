import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readAppliedFile } from './read-file.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function folderWith(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'postern-apply-'))
  folders.push(folder)
  writeFileSync(join(folder, name), text)
  return folder
}

test('variables are filled in wherever they are named, and are told as secrets', async () => {
  const folder = folderWith('a.json', '{"keys":{"ci":{"key":{"env":"CI_KEY"},"list":[{"env":"OTHER"}]}}}')
  const { content, secrets } = await readAppliedFile(folder, 'a.json', { CI_KEY: 'one', OTHER: 'two' })
  expect(content).toEqual({ keys: { ci: { key: 'one', list: ['two'] } } })
  expect([...secrets]).toEqual(['one', 'two'])
})

test('a module may say what a file says', async () => {
  const folder = folderWith('a.mjs', 'export default { tenants: { acme: { name: "Acme" } } }')
  expect((await readAppliedFile(folder, 'a.mjs', {})).content).toEqual({ tenants: { acme: { name: 'Acme' } } })
})

test.each([
  ['{"a":{"env":"NONE"}}', 'NONE is wanted by a.json, and is not set.'],
  ['{', /^a\.json cannot be loaded: /],
])('%j is refused', async (text, words) => {
  await expect(readAppliedFile(folderWith('a.json', text), 'a.json', {})).rejects.toThrow(words)
})
