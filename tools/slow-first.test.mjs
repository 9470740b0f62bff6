import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { root } from './bootstrap.mjs'
import { byRank, slow } from './slow-first.mjs'

describe('the order of test files', () => {
  it('begins each group with what runs for long, and leaves the rest in its order', () => {
    const files = [
      '1 x/b.test.ts',
      '1 x/a.test.ts',
      '1 /faults/faults.test.ts',
      '0 y/c.test.ts',
      '1 e2e/attacker.test.ts',
    ]
    const read = (/** @type {string} */ file) => ({ group: Number(file[0]), path: file.slice(2) })
    expect(byRank(files, read)).toEqual([
      '0 y/c.test.ts',
      '1 /faults/faults.test.ts',
      '1 e2e/attacker.test.ts',
      '1 x/b.test.ts',
      '1 x/a.test.ts',
    ])
  })

  it('names files that exist', () => {
    const exclude = ['**/node_modules/**']
    const paths = globSync('{packages,e2e,examples,faults,overload,tools,bench}/**/*.test.{ts,mjs}', {
      cwd: root,
      exclude,
    })
    expect(slow.filter((part) => !paths.some((path) => path.includes(part)))).toEqual([])
  })
})
