import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { days } from '../../domain/instant.ts'
import { cookieName, dropCookie, readCookie, setCookie } from './cookies.ts'

const name = '__Host-postern-session'

describe('the name of a cookie', () => {
  test.each([
    ['session', 'default', true, '__Host-postern-session'],
    ['binding', 'default', false, 'postern-binding'],
    ['browser', 'acme', true, '__Host-postern-browser-acme'],
    ['binding', '01m80pe6ayvrzyz8byz2nwhvk1', false, 'postern-binding-01m80pe6ayvrzyz8byz2nwhvk1'],
  ] as const)('for %s of %s (secure: %s) is %s', (kind, tenant, secure, expected) => {
    expect(cookieName(kind, tenant, secure)).toBe(expected)
  })

  test.each(['', 'a b', 'a;Domain=x', 'a=b', 'ä', 'a'.repeat(65)])('is not made from tenant %j', (tenant) => {
    expect(() => cookieName('session', tenant, true)).toThrow(TypeError)
  })
})

describe('a cookie header', () => {
  test.each([
    ['alone', `${name}=abc`, 'abc'],
    ['among others', `a=1; ${name}=abc; b=2`, 'abc'],
    ['without spaces', `a=1;${name}=abc;b=2`, 'abc'],
    ['with spaces and tabs', `a=1; \t${name} \t= abc\t ;b=2`, 'abc'],
    ['empty', `${name}=`, ''],
    ['with equals signs in it', `${name}=a=b=`, 'a=b='],
    ['beside longer and shorter names', `${name}-acme=x; __Host-postern=y; x${name}=z; ${name}=abc`, 'abc'],
    ['named within another value', `a=${name}; ${name}=abc`, 'abc'],
    ['beside one without a name', `${name}; ${name}=abc`, 'abc'],
    ['in quotes, which are part of the value', `${name}="abc"`, '"abc"'],
  ])('gives the value when it is there %s', (_, header, value) => {
    expect(readCookie(header, name)).toBe(value)
  })

  test.each([
    ['no header', undefined],
    ['a null header', null],
    ['an empty header', ''],
    ['other cookies only', 'a=1; b=2'],
    ['another case', `${name.toUpperCase()}=abc`],
    ['the prefix in another case', '__host-postern-session=abc'],
    ['the plain name', 'postern-session=abc'],
    ['another tenant', `${name}-acme=abc`],
    ['no equals sign', name],
    ['the name as a value', `a=${name}`],
    ['a comma for a semicolon', `a=1, ${name}=abc`],
  ])('gives none for %s', (_, header) => {
    expect(readCookie(header, name)).toBeUndefined()
  })

  // One of the two was planted by a sub-domain or a plain-http page.
  test.each([
    ['twice', `${name}=abc; ${name}=def`],
    ['twice alike', `${name}=abc; ${name}=abc`],
    ['three times', `${name}=a; ${name}=b; ${name}=c`],
    ['twice, once empty', `${name}=; ${name}=abc`],
    ['twice, once with blanks', `${name}=abc;\t${name} =def`],
  ])('gives none when the name comes %s', (_, header) => {
    expect(readCookie(header, name)).toBeUndefined()
  })

  test.each(['\u00a0', '\ufeff', '\v', '\f', '\u2003', '\0'])(
    'does not take %j before the name for a blank',
    (letter) => {
      expect(readCookie(`${letter}${name}=planted`, name)).toBeUndefined()
      expect(readCookie(`${letter}${name}=planted; ${name}=abc`, name)).toBe('abc')
    },
  )

  test('is read whatever it holds', () => {
    const piece = fc.constantFrom(name, '=', ';', ' ', '\t', '\u00a0', 'a', '"')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const header = pieces.join('')
        const expected = header
          .split(';')
          .map((pair) => /^[ \t]*([^=]*?)[ \t]*=[ \t]*(.*?)[ \t]*$/s.exec(pair))
          .filter((match) => match?.[1] === name)
        expect(readCookie(header, name)).toBe(expected.length === 1 ? expected[0]?.[2] : undefined)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a Set-Cookie', () => {
  test('binds a secure cookie to this very host', () => {
    expect(setCookie(name, 'abc', days(1))).toBe(`${name}=abc; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax; Secure`)
  })

  test('is plain on http', () => {
    expect(setCookie('postern-session', 'abc', 1999)).toBe(
      'postern-session=abc; Max-Age=1; Path=/; HttpOnly; SameSite=Lax',
    )
  })

  test('makes the browser forget', () => {
    expect(dropCookie(name)).toBe(`${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure`)
    expect(setCookie(name, 'abc', -5)).toContain('Max-Age=0;')
  })

  test('is read back', () => {
    const [pair] = setCookie(name, 'Ab0.-_', days(1)).split(';')
    expect(readCookie(pair, name)).toBe('Ab0.-_')
  })

  test('has a value of fewer than 200 bytes', () => {
    expect(() => setCookie(name, 'a'.repeat(199), 1)).not.toThrow()
    expect(() => setCookie(name, 'a'.repeat(200), 1)).toThrow(TypeError)
  })

  test.each(['a;b', 'a b', 'a,b', 'a"b', 'a\\b', 'a\r\nSet-Cookie: x=y', 'ä', '\0'])('is not made of %j', (value) => {
    expect(() => setCookie(name, value, 1)).toThrow(TypeError)
  })

  test('that is refused does not quote the value', () => {
    const value = 'secret value'
    expect(() => setCookie(name, value, 1)).not.toThrow(value)
  })
})
