import type { Id } from 'postern/kit'
import { afterEach, expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'
import { create } from '../resources/shelf.ts'
import { texts } from '../resources/texts.ts'

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

const where = (at: Installation) => ({ desk: at.desk, resource: texts, tenant: 'acme' as Id<'tenant'> })

test('pages and mails say it in the tenant’s words, the application’s before them, language by language', async () => {
  const at = await acme()
  const shared = { 'pages.signIn.title': 'Welcome to {application}', 'pages.signIn.lede': 'Of the tenant.' }
  expect((await create(where(at), { id: '_', value: { en: shared } })).kind).toBe('done')
  const own = { 'pages.signIn.lede': 'Of the shop <b>.', 'mails.signIn.subject': '{code} opens {application}' }
  expect((await create(where(at), { id: 'shop', value: { en: own } })).kind).toBe('done')
  const page = async (application: string, language = 'en') => {
    const headers = { accept: 'text/html', 'accept-language': language }
    return (await at.visitor().get(`/t/acme/auth/sign-in?application=${application}`, headers)).text
  }
  expect(await page('shop')).toMatch(/<h1>Welcome to <bdi>shop<\/bdi><\/h1>\s*<p class="lede">Of the shop &lt;b&gt;\./)
  expect(await page('blog')).toContain('Of the tenant.')
  expect(await page('shop', 'de')).not.toContain('Welcome')
  await at.visitor().json('/t/acme/auth/magic-link?application=shop', { email: 'a@example.com', application: 'shop' })
  expect((await at.mailTo('a@example.com')).subject).toMatch(/^\d{3} \d{3} opens shop$/)
})

test.each([
  { en: { 'pages.signIn.title': '{nobody}' } },
  { en: { 'pages.stop.title': 'What protects a reader is ours to say' } },
  { xx: { 'pages.signIn.title': 'x' } },
])('%o is not saved', async (value) => {
  const at = await acme()
  expect(await create(where(at), { id: '_', value })).toMatchObject({ kind: 'invalid' })
})
