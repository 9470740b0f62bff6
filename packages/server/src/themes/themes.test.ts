import type { Id } from 'postern/kit'
import { afterEach, expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'
import { change, create, remove } from '../resources/shelf.ts'
import { themes } from '../resources/theme.ts'

const open: Installation[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function acme(): Promise<Installation> {
  const at = await install()
  open.push(at)
  await at.tenant('acme')
  await at.application('acme', 'shop')
  await at.application('acme', 'blog')
  return at
}

const green = {
  light: {
    wall: '#1f4a3d',
    door: '#ffffff',
    glow: '#d9f0e2',
    ink: '#14231d',
    soft: '#4a5a53',
    line: '#e3e9e5',
    edge: '#7f8b85',
    light: '#54c08a',
    link: '#0d6a44',
    action: '#0d6a44',
    onAction: '#ffffff',
  },
  font: 'serif',
  radius: 2,
} as const

const where = (at: Installation, tenant = 'acme') => ({
  desk: at.desk,
  resource: themes,
  tenant: tenant as Id<'tenant'>,
})
const sheetIn = (page: string): string | undefined => /href="([^"]+\/assets\/theme\/[^"]+)"/.exec(page)?.[1]

test('a page links its theme’s sheet from its own origin, and the sheet is kept for ever', async () => {
  const at = await acme()
  const visitor = at.visitor()
  expect(sheetIn((await visitor.get('/t/acme/auth/sign-in')).text)).toBeUndefined()
  await create(where(at), { id: '_', value: green })
  const page = await visitor.get('/t/acme/auth/sign-in')
  const sheet = sheetIn(page.text) ?? ''
  expect(sheet).toMatch(/^\/t\/acme\/auth\/assets\/theme\/_\/[\w-]{16}\.css$/)
  expect(page.text).not.toMatch(/<style|style="/)
  const answer = await at.runtime.app.request(`https://sign-in.example.com${sheet}`)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  const css = await answer.text()
  expect(css).toContain('--wall:#1f4a3d')
  expect(css).toContain('--radius:0.125rem')
  expect(css).toContain('Charter')
})

test('an application’s theme is nearer than its tenant’s', async () => {
  const at = await acme()
  await create(where(at), { id: '_', value: green })
  await create(where(at), { id: 'blog', value: { radius: 0 } })
  const sheetFor = async (application: string) =>
    sheetIn((await at.visitor().get(`/t/acme/auth/sign-in?application=${application}`)).text)
  expect(await sheetFor('shop')).toContain('/theme/_/')
  expect(await sheetFor('blog')).toContain('/theme/blog/')
})

test('the installation’s own application may wear a theme', async () => {
  const at = await acme()
  await create(where(at, 'default'), { id: 'default', value: green })
  expect(sheetIn((await at.visitor().get('/auth/sign-in')).text)).toMatch(/^\/auth\/assets\/theme\/default\//)
})

test('a sheet is found in its own tenant only', async () => {
  const at = await acme()
  await at.tenant('other')
  await at.application('other', 'else')
  await create(where(at), { id: '_', value: green })
  const sheet = sheetIn((await at.visitor().get('/t/acme/auth/sign-in')).text) ?? ''
  expect((await at.visitor().get(sheet.replace('/t/acme/', '/t/other/'))).status).toBe(404)
  expect((await at.visitor().get(sheet.replace('_/', '__proto__/'))).status).toBe(404)
})

test('a changed theme has another name, and the old name gives what there is now', async () => {
  const at = await acme()
  await create(where(at), { id: '_', value: green })
  const before = sheetIn((await at.visitor().get('/t/acme/auth/sign-in')).text) ?? ''
  await change(where(at), { id: '_', patch: { radius: 20 } })
  expect(sheetIn((await at.visitor().get('/t/acme/auth/sign-in')).text)).not.toBe(before)
  const old = await at.runtime.app.request(`https://sign-in.example.com${before}`)
  expect(old.headers.get('cache-control')).toBe('no-store')
  expect(await old.text()).toContain('--radius:1.25rem')
  await remove(where(at), { id: '_' })
  expect(sheetIn((await at.visitor().get('/t/acme/auth/sign-in')).text)).toBeUndefined()
})

test('a mail wears the theme, and stays whole without it', async () => {
  const at = await acme()
  await create(where(at), { id: '_', value: green })
  await at.visitor().json('/t/acme/auth/magic-link', { email: 'a@example.com' })
  const { html } = await at.mailTo('a@example.com')
  expect(html).toContain('.wall{background:#1f4a3d!important}')
  expect(html).toContain('style="margin:0;padding:0;background:#d5dce1"')
  // Without colours for the night it is always day.
  expect(html).not.toContain('prefers-color-scheme')
})

test.each([
  [
    { light: { soft: '#9a9a9a' } },
    'light.soft',
    'has 2.77:1 on door, and needs 4.5:1: #6f6f6f is the nearest that has it',
  ],
  [{ dark: { onAction: '#ffffff' } }, 'dark.onAction', /^has 1\.\d\d:1 on action, and needs 4\.5:1/],
  [{ light: { edge: '#f0f0f0' } }, 'light.edge', /on door, and needs 3:1/],
  [{ light: { light: '#16202b' } }, 'light.light', /on the digits of the number/],
])('%o cannot be read and is not saved', async (value, path, why) => {
  const at = await acme()
  const outcome = await create(where(at), { id: '_', value })
  expect(outcome).toMatchObject({
    kind: 'invalid',
    faults: expect.arrayContaining([{ path, why: typeof why === 'string' ? why : expect.stringMatching(why) }]),
  })
})

test.each([{ light: { wall: 'red' } }, { light: { wall: '#fff;}body{x:y' } }, { font: 'Comic Sans' }, { css: 'x' }])(
  '%o is no theme',
  async (value) => {
    const at = await acme()
    expect(await create(where(at), { id: '_', value })).toMatchObject({ kind: 'invalid' })
  },
)
