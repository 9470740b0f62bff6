// What a page prints as a file is that file: a reader copies what a test runs.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const pages = globSync('docs/**/*.md', { cwd: root }).sort()
const printed = pages.flatMap((page) => blocksOf(page).map((block) => [page, block.file, block.text] as const))

function blocksOf(page: string): { readonly file: string; readonly text: string }[] {
  const blocks = readFileSync(join(root, page), 'utf8').matchAll(/^```\w+ file=(\S+)\n(.*?)^```$/gms)
  return [...blocks].map(([, file = '', text = '']) => ({ file, text }))
}

test.each(printed)('%s prints %s as it is', (_page, file, text) => {
  expect(text).toBe(readFileSync(join(root, file), 'utf8'))
})

const starts = ['express', 'fastify', 'hono', 'koa', 'next', 'node', 'web']
const guides = ['nestjs', 'serverless', 'sveltekit']
const owed = [...starts.map((name) => `docs/start/${name}.md`), ...guides.map((name) => `docs/guides/${name}.md`)]

const comparisons = ['fastauth', 'authfort', 'authbase', '1auth'].map((name) => `docs/guides/from-${name}.md`)

describe.each(owed)('%s', (page) => {
  test('prints its example', () => {
    const name = page.replace(/^.*\/|\.md$/g, '')
    expect(printed.filter(([where, file]) => where === page && file.startsWith(`examples/${name}/`))).not.toEqual([])
  })
})

test.each([...owed, ...comparisons])('%s links to what is there', (page) => {
  const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)
  for (const [, to = ''] of links) expect(existsSync(join(root, dirname(page), to)), to).toBe(true)
})
