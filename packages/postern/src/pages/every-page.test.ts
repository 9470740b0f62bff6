import { describe, expect, test } from 'vitest'
import { locales } from '../copy/locale.ts'
import { loadWords } from '../copy/words.ts'
import { assets } from './assets.generated.ts'
import { sampleContext, samplePages } from './sample-pages.ts'
import type { PageContext } from './views.ts'

for (const locale of locales) await loadWords(locale)

const names = Object.keys(samplePages(sampleContext))
const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u202e\`\${x}`
const safe = { name: 'Linden', logoUrl: '/logo.svg', homeUrl: '/' }
const oneRoot = /^<!doctype html>\n<html lang="(\w\w)" dir="(ltr|rtl)"[\s\S]*<\/html>\n$/

describe.each(locales)('in %s', (locale) => {
  const pages = samplePages({ ...sampleContext, locale })

  test.each(names)('%s is a whole document with one title and one heading', (name) => {
    const page = pages[name] ?? ''
    expect(page).toMatch(oneRoot)
    expect(unbalanced(page)).toEqual([])
    expect(page.match(/<title>[^<]+<\/title>/g)).toHaveLength(1)
    expect(page.match(/<h1[ >]/g)).toHaveLength(1)
    expect(page.match(/<main/g)).toHaveLength(1)
  })

  test.each(names)('%s has no missing text', (name) => {
    expect(pages[name]).not.toMatch(/\b(?:undefined|null|NaN|function)\b|\[object|Invalid Date/)
    // The offer of a likely address stays hidden and empty until there is one.
    const shown = pages[name]?.replace(/<p [^>]*id="hint".*?<\/p>/, '')
    expect(shown).not.toMatch(/<(p|h1|h2|a|button|dt|dd|label|li)( [^>]*)?><\/\1>/)
  })

  test.each(names)('%s names each id once, and every reference has its target', (name) => {
    const page = pages[name] ?? ''
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, list = ''] of page.matchAll(/ (?:for|form|aria-describedby|aria-labelledby)="([^"]+)"/g)) {
      for (const id of list.split(' ')) expect(ids).toContain(id)
    }
  })

  // WCAG 2.5.3: who speaks to a browser says what is seen.
  test.each(names)('%s names what can be pressed by what stands on it, and each thing differently', (name) => {
    const page = pages[name] ?? ''
    const pressed = [...page.matchAll(/<(button|a)( [^>]*)?>([\s\S]*?)<\/\1>/g)]
    for (const [whole, , attributes = '', content = ''] of pressed)
      expect([whole, nameOf(page, attributes, content)]).toEqual([whole, expect.stringContaining(textOf(content))])
    const named = pressed.filter(([whole]) => whole.includes('aria-label'))
    const all = new Set(named.map(([, , attributes = '', content = '']) => nameOf(page, attributes, content)))
    expect(all.size).toBe(named.length)
  })
})

describe('whatever strangers type or configure', () => {
  const application = { name: hostile, logoUrl: hostile, homeUrl: hostile }
  const context: PageContext = { ...sampleContext, application, development: true, inboxUrl: hostile }
  const pages = samplePages(context, hostile)
  const plain = samplePages({ ...context, application: safe, inboxUrl: '/inbox' }, 'x')

  test.each(names)('%s stays what it was', (name) => {
    const page = pages[name] ?? ''
    expect(page).not.toContain('<script>')
    expect(page).not.toContain('<img src=x')
    expect(page).toContain('&lt;script&gt;')
    expect(unbalanced(page)).toEqual([])
    expect(tags(page)).toEqual(tags(plain[name] ?? ''))
  })

  test('an address that would run as a script is nowhere', () => {
    const evil = 'javascript:alert(1)'
    const named = { name: 'Linden', logoUrl: evil, homeUrl: evil }
    for (const page of Object.values(samplePages({ ...context, application: named, inboxUrl: evil }, evil))) {
      expect(page).not.toMatch(/(?:href|src|action)="javascript:/)
    }
  })
})

describe('a strict content security policy', () => {
  const pages = samplePages(sampleContext)

  test.each(names)('%s has no inline script, style or event handler', (name) => {
    const page = pages[name] ?? ''
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script src="/auth/assets/page.js" defer>'])
    expect(page).toContain('defer></script>')
    expect(page).not.toMatch(/<style| style=| on[a-z]+=/)
  })

  test.each(names)('%s loads nothing from a third party', (name) => {
    for (const [, url = ''] of (pages[name] ?? '').matchAll(
      /<(?:link|script|img|iframe)[^>]* (?:href|src)="([^"]*)"/g,
    )) {
      expect(url).toMatch(/^\/auth\//)
    }
  })

  test.each(names)('%s posts its forms to our own routes, and decides nothing by GET', (name) => {
    for (const [form] of (pages[name] ?? '').matchAll(/<form[^>]*>/g)) {
      expect(form).toContain('method="post"')
      expect(form).toMatch(/action="\/auth\//)
    }
  })

  test('no page carries a secret in an address', () => {
    for (const [name, page] of Object.entries(pages)) {
      if (name !== 'dev-inbox') expect(page, name).not.toMatch(/(?:href|action|src)="[^"]*s3cret/)
    }
  })
})

describe('size', () => {
  const all = locales.map((locale) => samplePages({ ...sampleContext, locale }))

  test.each(names)('%s is small with its style sheets, in every language', (name) => {
    const more = name.startsWith('account') ? bytes(assets['account.css'].body) : 0
    const sheet = more + bytes(assets[name.startsWith('dev-inbox') ? 'inbox.css' : 'pages.css'].body)
    for (const pages of all) {
      const page = bytes(pages[name] ?? '')
      expect(page + sheet).toBeLessThan(name.startsWith('account') ? 24_000 : 20_000)
      expect(page).toBeLessThan(name.startsWith('account') ? 9000 : 6000)
    }
  })

  test('sheets and script stay small', () => {
    expect(bytes(assets['pages.css'].body)).toBeLessThan(12_800)
    expect(bytes(assets['account.css'].body)).toBeLessThan(2500)
    expect(bytes(assets['inbox.css'].body)).toBeLessThan(6000)
    expect(bytes(assets['page.js'].body)).toBeLessThan(8000)
  })
})

const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, '').trim()

function nameOf(page: string, attributes: string, content: string): string {
  const own = / aria-label="([^"]*)"/.exec(attributes)?.[1]
  const ids = / aria-labelledby="([^"]*)"/.exec(attributes)?.[1]?.split(' ')
  const said = ids?.map((id) => textOf(new RegExp(`<(\\w+)[^>]* id="${id}"[^>]*>([^]*?)</\\1>`).exec(page)?.[2] ?? ''))
  return said?.join(' ') ?? own ?? textOf(content)
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

function tags(page: string): string[] {
  return [...page.matchAll(/<(\/?[a-z][a-z0-9]*)/g)].map(([, name = '']) => name)
}

const empty = new Set(['meta', 'link', 'input', 'img', 'br', 'path'])

// The first tag that closes another than the one last opened, and what is left open at the end.
function unbalanced(page: string): string[] {
  const open: string[] = []
  for (const tag of tags(page.replace(/<path[^>]*\/>/g, ''))) {
    if (empty.has(tag)) continue
    if (!tag.startsWith('/')) open.push(tag)
    else if (open.pop() !== tag.slice(1)) return [`unexpected ${tag}`, ...open]
  }
  return open
}
