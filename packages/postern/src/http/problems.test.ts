import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { statusOf, titleOf } from './problems.ts'

const reference = readFileSync(new URL('../../../../docs/reference/http.md', import.meta.url), 'utf8')

test.each(Object.entries(statusOf))('the reference documents %s with status %i', (code, status) => {
  const row = reference
    .split('\n')
    .find((line) => line.startsWith('|') && line.includes(`\`${code}\``) && line.includes(` ${status} `))
  expect(row).toBeDefined()
})

test('every problem has a title of its own', () => {
  expect(new Set(Object.values(titleOf)).size).toBe(Object.keys(statusOf).length)
})
