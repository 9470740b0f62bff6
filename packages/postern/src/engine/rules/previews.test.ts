import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPreview, previewFault } from './previews.ts'

describe('a pattern for previews', () => {
  test('has one star in the first label of a host of its owner’s', () => {
    for (const good of [
      'https://*.preview.example.com/cb',
      'https://shop-*.example.com/cb?x=1',
      'https://*--shop.previews.example.co.uk:8443/cb',
      'https://*.shop.pages.dev/cb',
      'https://*.example.com',
    ])
      expect([good, previewFault(good)]).toEqual([good, undefined])
  })

  test('cannot stand for a foreign host', () => {
    for (const bad of [
      'https://*/cb',
      'https://*.com/cb',
      'https://*.*.example.com/cb',
      'https://a.*.example.com/cb',
      'https://*.example.com/*',
      'https://example.com/*',
      'https://*.0.0.1/cb',
      'https://*.example.com@evil.example/cb',
      'https://*.example.com\\@evil.example/cb',
      'https://*.example..com/cb',
      'https://*.example.com#x',
      'http://*.example.com/cb',
      'https://*.Example.com/cb',
      '*.example.com/cb',
    ])
      expect([bad, typeof previewFault(bad)]).toEqual([bad, 'string'])
  })
})

describe('a URL', () => {
  const patterns = ['https://shop-*-pr.preview.example.com/cb']

  test('fits where only the star differs', () => {
    expect(isPreview(patterns, 'https://shop-12-pr.preview.example.com/cb')).toBe(true)
    expect(isPreview(patterns, 'https://shop-a-b-pr.preview.example.com/cb')).toBe(true)
  })

  test('does not fit with anything else in the place of the star, or with anything else beside it', () => {
    for (const url of [
      'https://shop--pr.preview.example.com/cb',
      'https://shop-a.b-pr.preview.example.com/cb',
      'https://shop-evil.example/-pr.preview.example.com/cb',
      'https://shop-evil.example%2f-pr.preview.example.com/cb',
      'https://shop-evil.example#-pr.preview.example.com/cb',
      'https://shop-evil.example?-pr.preview.example.com/cb',
      'https://shop-evil@evil.example/-pr.preview.example.com/cb',
      'https://shop-1-pr.preview.example.com/cb/',
      'https://shop-1-pr.preview.example.com/cb?x',
      'https://shop-1-pr.preview.example.com:444/cb',
      'https://shop-1-pr.preview.example.com.evil.example/cb',
      'http://shop-1-pr.preview.example.com/cb',
      'https://SHOP-1-pr.preview.example.com/cb',
      `https://shop-${'1'.repeat(60)}-pr.preview.example.com/cb`,
    ])
      expect([url, isPreview(patterns, url)]).toEqual([url, false])
  })

  test('that fits ends at a host below the pattern’s own, whatever is in it', () => {
    const piece = fc.constantFrom('a', '-', '.', '/', '@', '#', '?', '\\', ':', '%2e', 'evil.example', 'https://', ' ')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = `https://shop-${pieces.join('')}-pr.preview.example.com/cb`
        if (!isPreview(patterns, url)) return
        const { hostname, pathname, username } = new URL(url)
        expect([hostname.split('.').slice(1).join('.'), pathname, username]).toEqual(['preview.example.com', '/cb', ''])
      }),
      { numRuns: 2000 },
    )
  })
})
