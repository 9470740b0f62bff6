import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unsent } from './reference/errors-page.mjs'
import { undocumented } from './reference/options-page.mjs'
import { declarationsOf, readDeclarations } from './reference/read-types.mjs'
import { referencePages } from './reference.mjs'

const root = join(import.meta.dirname, '..')

test.each(Object.entries(referencePages()))('docs/reference/%s is what the sources say', (name, text) => {
  const hint = 'node tools/reference.mjs writes it anew'
  expect(readFileSync(join(root, 'docs/reference', name), 'utf8') === text, hint).toBe(true)
})

test('every option has a comment, which says what happens where it is left out', () => {
  expect(undocumented(readDeclarations(join(root, 'packages/postern/src')))).toEqual([])
})

test('every problem has somebody who sends it', () => {
  expect(unsent()).toEqual([])
})

test('declarations are read with comments, types and members within members', () => {
  const source = `import x from 'y'

/** What it is. */
export interface Things<A extends string = string> {
  /** One line. */
  readonly one: string
  /**
   * Two
   * lines.
   */
  readonly two?: 'a' | ((work: Promise<unknown>) => void)
  readonly deep: {
    /** Within. */
    readonly inner?: number
  }
  call(name: string): void
}

export type Word =
  | 'a'
  | { readonly b: 1 }

export type Other = 'x'
`
  const [things, word, other] = declarationsOf(source)
  expect(things).toMatchObject({ name: 'Things', kind: 'interface', doc: 'What it is.' })
  expect(things?.members).toMatchObject([
    { name: 'one', optional: false, type: 'string', doc: 'One line.' },
    { name: 'two', optional: true, type: `'a' | ((work: Promise<unknown>) => void)`, doc: 'Two lines.' },
    { name: 'deep', type: 'object', members: [{ name: 'inner', optional: true, type: 'number', doc: 'Within.' }] },
    { name: 'call', type: '(name: string): void' },
  ])
  expect(word?.text).toBe("export type Word =\n  | 'a'\n  | { readonly b: 1 }")
  expect(other?.text).toBe("export type Other = 'x'")
})
