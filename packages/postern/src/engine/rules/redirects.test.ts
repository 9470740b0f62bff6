import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Scope } from '../../domain/scope.ts'
import { checkRedirect } from './redirects.ts'

const redirects = ['https://shop.example/cb?a=1', 'http://127.0.0.1:1/native', 'com.shop.app:/cb']
const scope = { baseUrl: 'https://app.example.com/auth', application: { redirects, previews: [] } } as unknown as Scope
const kindOf = (url: string | undefined, state?: string) => checkRedirect(scope, url, state).kind

describe('a redirect', () => {
  test('is nothing, a listed URL, a listed loopback address with any port, or a path of ours', () => {
    for (const url of [
      undefined,
      ...redirects,
      'http://127.0.0.1/native',
      'http://127.0.0.1:65535/native',
      '/',
      '/a?b#c',
    ])
      expect([url, kindOf(url)]).toEqual([url, 'allowed'])
  })

  test('is kept letter for letter, with its state', () => {
    expect(checkRedirect(scope, '/a?b#c', 's')).toEqual({
      kind: 'allowed',
      destination: { kind: 'page', url: '/a?b#c', state: 's' },
    })
  })

  test('that is refused says how to be let in, and does not repeat what was sent', () => {
    const refused = checkRedirect(scope, 'https://evil.example/', undefined)
    expect(refused).toMatchObject({
      kind: 'refused',
      hint: expect.stringMatching(/add it, letter for letter, to redirects/),
    })
    expect(JSON.stringify(refused)).not.toContain('evil')
  })

  test('wherever it is allowed, a browser ends at our origin or at a listed URL', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '@',
      ':',
      '?',
      '#',
      'evil.example',
      'app.example.com',
      'https:',
      'x',
      ';',
      '\t',
      '\n',
      ' ',
      'shop.example',
      '127.0.0.1',
      ':1',
      '/native',
      '/cb?a=1',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
        (url) => {
          if (kindOf(url) === 'refused') return
          const { origin } = new URL(url, 'https://app.example.com/auth/magic-link')
          expect(
            origin === 'https://app.example.com' ||
              redirects.includes(url) ||
              /^http:\/\/127\.0\.0\.1(?::\d+)?\/native$/.test(url),
          ).toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('is always something that a Location header can carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (rest) => {
        if (kindOf(`/${rest}`) === 'allowed')
          expect(new Headers({ location: `/${rest}` }).get('location')).toBe(`/${rest}`)
      }),
    )
  })
})

test('a state has no control characters and 2000 letters at most', () => {
  expect([kindOf('/', 'a\nb'), kindOf('/', 'x'.repeat(2_001)), kindOf('/', 'x'.repeat(2_000))]).toEqual([
    'refused',
    'refused',
    'allowed',
  ])
})
