import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../../test/in-process.ts'

let world: Installation

beforeEach(async () => {
  world = await install()
})

afterEach(() => world.close())

test('the document is there for everybody, at the address of this installation', async () => {
  const { status, json, headers } = await world.call('GET', '/api/openapi.json')
  expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  expect(json).toMatchObject({ openapi: '3.1.1', servers: [{ url: 'https://sign-in.example.com' }] })
  expect(json.paths['/auth/magic-link'].post.operationId).toBe('auth.requestSignIn')
})

test('the page shows every operation of the document, and loads its sheet from here', async () => {
  const { json } = await world.call('GET', '/api/openapi.json')
  const { text, headers } = await world.call('GET', '/api/reference')
  for (const item of Object.values<Record<string, { operationId: string }>>(json.paths)) {
    for (const { operationId } of Object.values(item)) expect(text).toContain(`<article id="${operationId}"`)
  }
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'/)
  expect(text).not.toMatch(/style="|<script(?! src="\/)| on[a-z]+="/)
  const [, sheet = ''] = /href="(\/api\/reference\/[^"]+\.css)"/.exec(text) ?? []
  const css = await world.call('GET', sheet)
  expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
})

test('the page is the same whenever it is asked for', async () => {
  const { text } = await world.call('GET', '/api/reference')
  expect((await world.call('GET', '/api/reference')).text).toBe(text)
})
