import { afterEach, describe, expect, test } from 'vitest'
import { formsOf } from '../../src/testing/forms.ts'
import { openBrowser } from '../support/browser.ts'
import { closeWorlds, createWorld } from '../support/world.ts'

afterEach(closeWorlds)

test('invariant 17: the link is …/link/<attempt id>#<secret>, so that its secret is sent to no server', async () => {
  const world = await createWorld()
  const { link, attemptId, secret, cancel } = await openBrowser(world).request('ada@example.com')
  expect(link).toBe(`https://app.example.com/auth/link/${attemptId}#${secret}`)
  const url = new URL(link)
  expect(url.pathname + url.search).not.toContain(secret)
  expect(cancel.slice(27)).not.toBe(secret)
})

test('invariant 17: a secret in the query is not taken where the application did not choose it', async () => {
  const world = await createWorld()
  const { attemptId, secret } = await openBrowser(world).request('ada@example.com')
  const page = await openBrowser(world).visit(`/link/${attemptId}?s=${secret}`)
  expect(page.text).not.toContain(secret)
})

test('invariant 17: without fragment or script the asker types the code, and another browser is offered a link of its own', async () => {
  const world = await createWorld()
  const asker = openBrowser(world)
  const { attemptId, code } = await asker.request('ada@example.com')
  const page = await asker.visit(`/link/${attemptId}`)
  const typed = formsOf(page.text).find(({ action }) => action === '/auth/code/verify')
  expect(typed?.fields).toMatchObject({ attemptId })
  expect(page.text).toContain('href="/auth/sign-in"')
  const elsewhere = await openBrowser(world).submit('/code/verify', { attemptId, code })
  expect([elsewhere.status, elsewhere.text.includes('href="/auth/sign-in')]).toEqual([401, true])
  expect((await asker.submit('/code/verify', { ...typed?.fields, code })).status).toBe(303)
})

describe('invariant 17: an application may choose a query link', () => {
  test('whose page waits for a press and decides nothing by itself', async () => {
    const world = await createWorld({ link: 'query' })
    const asker = openBrowser(world)
    const { link, attemptId, token, secret } = await asker.request('ada@example.com')
    expect(link).toBe(`https://app.example.com/auth/link/${attemptId}?s=${secret}`)
    const page = await asker.visit(link)
    const form = formsOf(page.text).find(({ action }) => action.endsWith('/confirm'))
    expect([form?.fields['token'], form?.fragment]).toEqual([token, undefined])
    expect((await world.look(attemptId)).attempt.state).toBe('open')
    expect((await asker.submit(`/attempts/${attemptId}/confirm`, { token })).status).toBe(303)
  })

  test('whose secret does not leave with a referrer', async () => {
    const world = await createWorld({ link: 'query' })
    const { link } = await openBrowser(world).request('ada@example.com')
    const { headers } = await openBrowser(world).visit(link)
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  })
})

test('invariant 17: pages carry the headers that keep them to themselves', async () => {
  const world = await createWorld()
  const browser = openBrowser(world)
  const { attemptId, token } = await browser.request('ada@example.com')
  const replies = [
    ...(await Promise.all(
      [
        '/sign-in',
        `/check-email/${attemptId}`,
        `/link/${attemptId}`,
        `/link/${attemptId}/cancel`,
        '/signed-out',
        '/error',
        '/nowhere',
      ].map((path) => browser.visit(path)),
    )),
    await openBrowser(world).submit(`/attempts/${attemptId}/confirm`, { token }),
    await openBrowser(world).submit(`/attempts/${attemptId}/cancel`, { token }),
    await openBrowser(world).submit('/magic-link', { email: 'nonsense' }),
  ]
  for (const { headers } of replies) {
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(headers.get('content-security-policy')).toMatch(
      /base-uri 'none'; frame-ancestors 'none'; form-action 'self'/,
    )
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
  for (const { text } of replies)
    expect(text).not.toMatch(
      /<script(?![^>]*\ssrc="\/auth\/assets\/)|\son[a-z]+="|style="|https?:\/\/(?!app\.example\.com)/,
    )
})
