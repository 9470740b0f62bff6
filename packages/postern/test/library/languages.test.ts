import { afterEach, describe, expect, test } from 'vitest'
import { closeLibraries, mountLibrary } from '../support/library.ts'

afterEach(closeLibraries)

const at = 'https://app.example.com'
const form = { origin: at, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

/** Each test is the first to ask for its language in this process. */
describe('whoever asks first for a language is answered in it', () => {
  test.each([
    ['a page', 'GET', '/auth/sign-in', 'it', 200, 'Ti mandiamo per email un link e un codice.'],
    ['a page nobody knows', 'GET', '/auth/nowhere', 'pt', 404, 'Esta página não existe'],
    ['a way that no route takes', 'PUT', '/auth/sign-in', 'nl', 405, '<html lang="nl"'],
    ['a form with a wrong address', 'POST', '/auth/magic-link', 'pl', 400, 'To nie wygląda na adres e\u2011mail.'],
  ])('%s', async (_what, method, path, language, status, words) => {
    const { auth } = await mountLibrary()
    const headers = { accept: 'text/html', 'accept-language': `${language}-XX, en;q=0.5` }
    const body = method === 'POST' ? { body: 'email=nobody', headers: { ...headers, ...form } } : { headers }
    const response = await auth.handler(new Request(`${at}${path}`, { method, ...body }))
    const page = await response.text()
    expect([response.status, page]).toEqual([status, expect.stringContaining(words)])
    expect(page).toContain(`<html lang="${language}" dir="ltr">`)
  })

  test('a page, by a program that takes anything', async () => {
    const { auth } = await mountLibrary()
    const headers = { accept: '*/*', 'accept-language': 'da' }
    const page = await (await auth.handler(new Request(`${at}/auth/sign-in`, { headers }))).text()
    expect(page).toContain('<html lang="da"')
    expect(page).toContain('Vi sender dig en mail med et link og en kode.')
  })

  test('a form from another site', async () => {
    const { auth } = await mountLibrary()
    const headers = { ...form, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const response = await auth.handler(
      new Request(`${at}/auth/magic-link`, {
        method: 'POST',
        headers: { ...headers, accept: 'text/html', 'accept-language': 'sv' },
        body: 'email=ada%40example.com',
      }),
    )
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining('Det kom från en annan sida'),
    ])
  })

  test('a mail', async () => {
    const { auth, mail } = await mountLibrary()
    await auth.requestMagicLink('ada@example.com', { locale: 'fi' })
    await expect.poll(() => mail.mails()).toHaveLength(1)
    expect(mail.mails()[0]?.rendered.text).toContain('Älä lähetä tätä viestiä eteenpäin')
  })
})
