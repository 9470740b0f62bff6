import { describe, expect, test } from 'vitest'
import { judgeOrigin, type OriginFacts } from './origin.ts'

const own = 'https://app.example.com'
const listed = 'https://spa.example.com'
const foreign = 'https://evil.example'

const facts = (given: Partial<OriginFacts>): OriginFacts => ({
  method: 'POST',
  hasCookie: true,
  ownOrigin: own,
  origins: [listed],
  ...given,
})
const passes = (given: Partial<OriginFacts>): boolean => judgeOrigin(facts(given)).kind === 'pass'

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']
const sites = [undefined, 'same-origin', 'none', 'same-site', 'cross-site', 'unheard-of']
const origins = [undefined, 'null', own, listed, foreign]
const forms = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'Text/Plain;charset=utf-8']
const types = [undefined, 'application/json', 'application/merge-patch+json', 'application/octet-stream', ...forms]

/** Invariant 15, sentence by sentence and by itself. */
function expected({ method, secFetchSite, origin, contentType, hasCookie }: OriginFacts): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return true
  if (secFetchSite === 'same-origin' || secFetchSite === 'none') return true
  if (secFetchSite !== undefined) return origin === listed
  if (origin !== undefined) return origin === own || origin === listed
  if (contentType && forms.includes(contentType)) return false
  return !hasCookie || Boolean(contentType?.endsWith('json')) || method !== 'POST'
}

describe('the origin of a call (invariant 15)', () => {
  const cases = methods.flatMap((method) =>
    sites.flatMap((secFetchSite) =>
      origins.flatMap((origin) =>
        types.flatMap((contentType) =>
          [true, false].map((hasCookie) => facts({ method, secFetchSite, origin, contentType, hasCookie })),
        ),
      ),
    ),
  )

  test('is judged as written for every combination', () => {
    expect(cases).toHaveLength(7 * 6 * 5 * 7 * 2)
    for (const one of cases)
      expect({ ...one, kind: judgeOrigin(one).kind }).toEqual({ ...one, kind: expected(one) ? 'pass' : 'refused' })
  })

  test('comes with a hint that names a header whenever it is refused', () => {
    for (const one of cases) {
      const judgement = judgeOrigin(one)
      if (judgement.kind === 'refused') expect(judgement.hint).toMatch(/`(?:Origin|Content-Type)\b[^`]*`/)
    }
  })

  test.each([
    ['a form of our page', { secFetchSite: 'same-origin', origin: own, contentType: forms[0] }],
    ['a form of our page under no-referrer', { secFetchSite: 'same-origin', origin: 'null', contentType: forms[0] }],
    ['a bookmarklet or the address bar', { secFetchSite: 'none' }],
    ['a listed page on our site', { secFetchSite: 'same-site', origin: listed }],
    ['a listed page elsewhere', { secFetchSite: 'cross-site', origin: listed }],
    ['a form of our page in an old browser', { origin: own, contentType: forms[0] }],
    ['a program with JSON', { hasCookie: false, contentType: 'application/json' }],
    ['a program without a body', { hasCookie: false }],
    ['a program with a cookie jar and JSON', { contentType: 'application/json' }],
    ['JSON with a charset', { contentType: ' Application/JSON ;charset=utf-8' }],
    ['a program that deletes', { method: 'DELETE' }],
    ['a read', { method: 'GET', secFetchSite: 'cross-site', origin: foreign }],
    ['empty headers as absent ones', { secFetchSite: '', origin: '', hasCookie: false }],
  ])('lets in %s', (_, given) => {
    expect(passes(given)).toBe(true)
  })

  test.each([
    ['a foreign page', { secFetchSite: 'cross-site', origin: foreign }],
    ['a foreign page on our site', { secFetchSite: 'same-site', origin: 'https://blog.example.com' }],
    ['a foreign page that hides', { secFetchSite: 'cross-site', origin: 'null' }],
    ['a foreign page without Origin', { secFetchSite: 'cross-site' }],
    ['our origin from elsewhere', { secFetchSite: 'cross-site', origin: own }],
    ['a foreign page in an old browser', { origin: foreign }],
    ['a hidden page in an old browser', { origin: 'null' }],
    ['our origin on another port', { origin: `${own}:8443` }],
    ['our origin on http', { origin: 'http://app.example.com' }],
    ['our origin in another case', { origin: own.toUpperCase() }],
    ['our origin as a prefix', { origin: `${own}.evil.example` }],
    ['two origins', { origin: `${own}, ${foreign}` }],
    ['a form without either header', { contentType: forms[0], hasCookie: false }],
    ['a cookie without either header', {}],
    ['a cookie with a body of unknown type', { contentType: 'application/octet-stream' }],
    ['a form that only ends in JSON', { contentType: 'text/plain;application/json' }],
    ['two content types', { contentType: 'text/plain, application/json' }],
    ['Sec-Fetch-Site in another case', { secFetchSite: 'Same-Origin', origin: foreign }],
    ['two values of Sec-Fetch-Site', { secFetchSite: 'same-origin, cross-site', origin: foreign }],
  ])('keeps out %s', (_, given) => {
    expect(passes(given)).toBe(false)
  })

  test('cannot be null even when null is listed', () => {
    expect(passes({ origin: 'null', origins: ['null'] })).toBe(false)
    expect(passes({ secFetchSite: 'cross-site', origin: 'null', origins: ['null'] })).toBe(false)
  })

  test('is told which header would do', () => {
    const hint = (given: Partial<OriginFacts>): string => {
      const judgement = judgeOrigin(facts(given))
      return judgement.kind === 'refused' ? judgement.hint : 'let in'
    }
    expect(hint({ contentType: forms[0] })).toContain(`Origin: ${own}`)
    expect(hint({})).toContain('Content-Type: application/json')
    expect(hint({ origin: foreign })).toContain('`origins`')
    expect(hint({ origin: foreign })).not.toContain(foreign)
    expect(hint({ origin: 'null' })).toContain('no-referrer')
  })
})
