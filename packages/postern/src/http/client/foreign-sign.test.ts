import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foreignSign } from './foreign-sign.ts'

const signOf = (peer: string | undefined, headers: Readonly<Record<string, string>> = {}): string | undefined =>
  foreignSign({ peer, header: (name) => headers[name] })

test.each(['127.0.0.1', '127.255.1.2', '::1', '::ffff:127.0.0.1', undefined])('%s is here', (peer) => {
  expect(signOf(peer)).toBeUndefined()
})

test.each(['', '10.0.0.1', '172.17.0.1', '::ffff:10.0.0.1', 'fe80::1%en0', '127.0.0.1.evil', '::2'])(
  '%j is elsewhere',
  (peer) => {
    expect(signOf(peer)).toBe('peer')
  },
)

describe('a proxy', () => {
  test.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-for', '::1, ::ffff:127.0.0.1'],
    ['x-forwarded-for', '127.0.0.1:4711, [::1]:4711'],
    ['x-forwarded-for', ' , '],
    ['x-real-ip', '0:0:0:0:0:0:0:1'],
    ['forwarded', 'for="[::1]:4711";proto=http, for=127.0.0.1'],
    ['x-forwarded-host', 'localhost:5173'],
    ['x-forwarded-host', 'LOCALHOST, 127.0.0.1:3000, [::1]:3000'],
    ['via', '1.1 proxy'],
    ['x-forwarded-proto', 'https'],
  ])('of this machine: %s: %s', (name, value) => {
    expect(signOf('::1', { [name]: value })).toBeUndefined()
  })

  test.each([
    ['x-forwarded-for', '203.0.113.7'],
    ['x-forwarded-for', '203.0.113.7, 127.0.0.1'],
    ['x-forwarded-for', '127.0.0.1, 10.0.0.1'],
    ['x-forwarded-for', 'unknown'],
    ['x-forwarded-for', '127.0.0.1.evil'],
    ['x-real-ip', '203.0.113.7'],
    ['cf-connecting-ip', '2001:db8::7'],
    ['true-client-ip', '203.0.113.7'],
    ['forwarded', 'for=203.0.113.7'],
    ['forwarded', 'for=_hidden'],
    ['forwarded', 'proto=https'],
    ['x-forwarded-host', 'app.example.com'],
    ['x-forwarded-host', 'localhost, app.example.com'],
    ['x-forwarded-host', 'localhost@app.example.com'],
    ['x-forwarded-host', 'localhost.app.example.com'],
    ['x-forwarded-host', 'a b'],
  ])('that somebody else came through: %s: %s', (name, value) => {
    for (const peer of ['127.0.0.1', undefined]) expect(signOf(peer, { [name]: value })).toBe(name)
  })
})

test('any header is judged, and none throws', () => {
  const piece = fc.constantFrom(
    '127.0.0.1',
    '::1',
    'localhost',
    '[',
    ']',
    ',',
    ';',
    '"',
    'for=',
    ' ',
    ':',
    '1',
    '%',
    '@',
  )
  const header = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
  const name = fc.constantFrom('x-forwarded-for', 'forwarded', 'x-forwarded-host', 'x-real-ip')
  fc.assert(
    fc.property(name, header, (named, value) => {
      expect([undefined, named]).toContain(signOf('127.0.0.1', { [named]: value }))
      expect(signOf('127.0.0.1', { 'x-forwarded-for': `${value},203.0.113.7` })).toBe('x-forwarded-for')
    }),
  )
})
