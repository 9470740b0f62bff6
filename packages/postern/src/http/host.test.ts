import { expect, test } from 'vitest'
import { judgeHost } from './host.ts'

const judge = (host: string | undefined, more: Partial<Parameters<typeof judgeHost>[0]> = {}) =>
  judgeHost({
    host,
    method: 'GET',
    target: '/auth/sign-in?a=b',
    origin: 'http://localhost:3000',
    development: true,
    ...more,
  })

test('our own host passes, in any case', () => {
  expect(judge('localhost:3000')).toEqual({ kind: 'pass' })
  expect(judge('LOCALHOST:3000', { method: 'POST' })).toEqual({ kind: 'pass' })
})

test('a loopback alias is sent home on GET and HEAD, and refused otherwise', () => {
  for (const host of ['127.0.0.1:3000', '[::1]:3000', '127.9.9.9:3000'])
    expect(judge(host)).toEqual({ kind: 'redirect', to: 'http://localhost:3000/auth/sign-in?a=b' })
  expect(judge('127.0.0.1:3000', { method: 'HEAD' }).kind).toBe('redirect')
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    expect(judge('127.0.0.1:3000', { method }).kind).toBe('refused')
})

test('everything else is refused, and an alias is none outside development', () => {
  for (const host of [
    undefined,
    '',
    'evil.example',
    'localhost',
    'localhost:3001',
    'localhost:3000.evil.example',
    'x@localhost:3000',
    '127.0.0.1.evil.example:3000',
    'localhost:3000, evil.example',
  ])
    expect([host, judge(host).kind]).toEqual([host, 'refused'])
  expect(judge('127.0.0.1:3000', { development: false }).kind).toBe('refused')
})

test('the default port may be left out', () => {
  const origin = 'http://localhost'
  expect(judge('localhost', { origin })).toEqual({ kind: 'pass' })
  expect(judge('127.0.0.1', { origin }).kind).toBe('redirect')
  expect(judge('127.0.0.1:80', { origin }).kind).toBe('redirect')
})
