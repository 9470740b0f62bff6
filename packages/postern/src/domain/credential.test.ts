import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCredential, parseCredential, parseSecret, RawSecret } from './credential.ts'
import { formatId } from './id.ts'
import { instant } from './instant.ts'

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })
const secretText = bytes(32).map((secret) => Buffer.from(secret).toString('base64url'))
const wireText = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 48 - 1 }), bytes(10), secretText)
  .map(([time, random, secret]) => `${formatId(instant(time), random)}.${secret}`)
const secret = 'A'.repeat(43)
const id = '01m80pe6ayvrzyz8byz2nwhvk1'

describe('a credential (invariant 3)', () => {
  test('comes back letter for letter from its text', () => {
    fc.assert(
      fc.property(wireText, (text) => {
        const parsed = parseCredential(text)
        expect(parsed && formatCredential(parsed)).toBe(text)
      }),
    )
  })

  test('is not found in a text that was cut or lengthened anywhere', () => {
    fc.assert(
      fc.property(wireText, fc.nat(70), fc.string({ minLength: 1, maxLength: 3 }), (text, at, extra) => {
        const where = at % text.length
        expect(parseCredential(text.slice(0, where) + text.slice(where + 1))).toBeUndefined()
        expect(parseCredential(text.slice(0, where) + extra + text.slice(where))).toBeUndefined()
      }),
    )
  })

  test.each([
    ['padding', `${id}.${secret}=`],
    ['the alphabet of plain base64', `${id}.+${secret.slice(1)}`],
    ['a slash', `${id}./${secret.slice(1)}`],
    ['an id in upper case', `${id.toUpperCase()}.${secret}`],
    ['the letter l, which Crockford reads as 1', `${id.slice(0, -1)}l.${secret}`],
    ['an id beyond 48 bits of time', `8${id.slice(1)}.${secret}`],
    ['another separator', `${id}:${secret}`],
    ['unused bits set in the last letter', `${id}.${secret.slice(0, -1)}B`],
    ['space around it', ` ${id}.${secret}`],
    ['a line feed behind it', `${id}.${secret}\n`],
    ['a line feed for the last letter', `${id}.${secret.slice(0, -1)}\n`],
    ['a letter outside ASCII', `${id}.${secret.slice(0, -1)}Ａ`],
  ])('is refused with %s', (_, text) => {
    expect(parseCredential(text)).toBeUndefined()
  })

  test('is found in nothing that is not a text', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(parseCredential(input)).toBeUndefined()
      }),
    )
    expect(parseCredential(new String(`${id}.${secret}`))).toBeUndefined()
    expect(parseCredential([`${id}.${secret}`])).toBeUndefined()
  })

  test('megabytes are refused at once', () => {
    const text = `${id}.${secret}`.repeat(20_000)
    const times = [1, 2, 3].map(() => {
      const started = performance.now()
      expect(parseCredential(text)).toBeUndefined()
      return performance.now() - started
    })
    expect(Math.min(...times)).toBeLessThan(5)
  })
})

describe('a raw secret (invariant 18)', () => {
  const text = Buffer.alloc(32, 7).toString('base64url')
  const holder = { inside: { secret: new RawSecret(text) } }

  test.each([
    ['a template', () => `${holder.inside.secret as unknown as string}`],
    ['concatenation', () => 'secret: ' + holder.inside.secret],
    ['JSON', () => JSON.stringify(holder)],
    ['inspect', () => inspect(holder, { depth: 9, showHidden: true })],
    [
      'an error',
      () => inspect(new Error(`failed with ${String(holder.inside.secret)}`, { cause: holder }), { depth: 9 }),
    ],
    ['its own keys', () => Object.entries(holder.inside.secret).join()],
    ['a structured clone', () => inspect(structuredClone(holder), { depth: 9, showHidden: true })],
  ])('is not shown by %s', (_, print) => {
    expect(print()).not.toContain(text)
  })

  test('is shown only when asked to reveal itself', () => {
    expect(parseSecret(text)?.reveal()).toBe(text)
  })
})
