/** The documentation as a reader walks through it: no link leads nowhere, and the index names every page. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const own = readdirSync(root).filter((name) => name.endsWith('.md'))
const pages = [...own, ...below('docs'), ...below('examples')].map((name) => join(root, name))

test('every link to a file of ours, and to a heading in it, leads there', () => {
  expect(pages.length).toBeGreaterThan(40)
  expect(pages.flatMap(brokenLinks)).toEqual([])
})

test('the index of the documentation names every start, guide and reference page', () => {
  const index = readFileSync(join(root, 'docs/README.md'), 'utf8')
  for (const folder of ['start', 'guides', 'reference']) {
    const unnamed = readdirSync(join(root, 'docs', folder)).filter((name) => !index.includes(`](${folder}/${name})`))
    expect(unnamed, folder).toEqual([])
  }
})

test('a link that leads nowhere is found', () => {
  const page = join(root, 'docs/README.md')
  const text = '[a](start/none.md) [b](start/hono.md#none) [c](start/hono.md#how-it-goes-on) [d](https://x.example/y)'
  expect(brokenIn(page, text)).toEqual(['docs/README.md: start/none.md', 'docs/README.md: start/hono.md#none'])
})

/** @param {string} folder @returns {string[]} */
function below(folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
}

/** @param {string} page */
const brokenLinks = (page) => brokenIn(page, readFileSync(page, 'utf8'))

/** @param {string} page @param {string} text */
function brokenIn(page, text) {
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return links
    .filter((link) => !/^[a-z]+:/.test(link) && !leadsThere(page, link))
    .map((link) => `${relative(root, page)}: ${link}`)
}

/** @param {string} page @param {string} link */
function leadsThere(page, link) {
  const [path = '', heading] = link.split('#')
  const target = path === '' ? page : resolve(dirname(page), path)
  if (!existsSync(target)) return false
  return heading === undefined || (statSync(target).isFile() && headingsOf(target).has(heading))
}

/** As GitHub names them. @param {string} page */
function headingsOf(page) {
  const lines = withoutCode(readFileSync(page, 'utf8')).split('\n')
  const titles = lines.flatMap((line) => /^#{1,6} (.+)$/.exec(line)?.[1] ?? [])
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

/** @param {string} text */
const withoutCode = (text) => text.replaceAll(/^( *)```[\s\S]*?^\1```/gm, '')
