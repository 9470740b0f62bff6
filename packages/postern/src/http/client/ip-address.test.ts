import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatIpAddress, formatNetwork, parseIpAddress } from './ip-address.ts'

const canonical = (text: unknown): string | undefined => {
  const address = parseIpAddress(text)
  return address && formatIpAddress(address)
}
const four = fc.ipV4()
const six = fc.oneof(
  fc.ipV6(),
  fc
    .array(fc.constantFrom(0, 0, 0, 1, 0xdb8, 0xffff), { minLength: 8, maxLength: 8 })
    .map((parts) => parts.map((part) => part.toString(16)).join(':')),
)
const junk = fc
  .array(fc.constantFrom(':', '::', '.', '1', '0', '255', '256', 'ffff', '01', 'g', '%', '1.2.3.4', '/', ' '), {
    maxLength: 12,
  })
  .map((pieces) => pieces.join(''))

describe('an IP address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is written %s', (text, expected) => {
    expect(canonical(text)).toBe(expected)
  })

  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '1.2.3.256',
    '0x7f.0.0.1',
    '2130706433',
    '1.2.3.4 ',
    ' 1.2.3.4',
    '1.2.3.4\n',
    '1..2.3',

    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '12345::',
    'g::',
    '::1.2.3',
    '::1.2.3.4:5',
    '1.2.3.4::',
    ':1::',
    '1:2:3:4:5:6:7:8::',
    '::ffff:01.2.3.4',
    '[::1]',
    '1.2.3.4%eth0',
    '１.2.3.4',
    '1:2:3:4:5:6:7:1.2.3.4',
    '-1.2.3.4',
    '1e1.2.3.4',
  ])('%j is none', (text) => {
    expect(canonical(text)).toBeUndefined()
  })

  test('is what node:net takes for one', () => {
    const text = fc.oneof(four, six, junk, fc.string({ maxLength: 20 }))
    fc.assert(
      fc.property(text, (input) => {
        fc.pre(!input.includes('%'))
        expect(parseIpAddress(input) !== undefined).toBe(isIP(input) !== 0)
      }),
      { numRuns: 1000 },
    )
  })

  test('is written as the URL standard writes it', () => {
    fc.assert(
      fc.property(six, (input) => {
        const text = canonical(input) ?? ''
        fc.pre(isIPv6(text))
        expect(`[${text}]`).toBe(new URL(`http://[${input}]`).hostname)
      }),
      { numRuns: 1000 },
    )
  })

  test('is written once and for all', () => {
    fc.assert(
      fc.property(fc.oneof(four, six), (input) => {
        expect(canonical(canonical(input))).toBe(canonical(input))
      }),
    )
  })

  test('is not found in anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(typeof input === 'string' || parseIpAddress(input) === undefined).toBe(true)
      }),
    )
    expect(parseIpAddress(':'.repeat(2 ** 20))).toBeUndefined()
  })

  test('lies in its network, of any width', () => {
    fc.assert(
      fc.property(fc.oneof(four, six), fc.nat(128), (input, width) => {
        const address = parseIpAddress(input)!
        const text = formatIpAddress(address)
        const family = isIPv4(text) ? 'ipv4' : 'ipv6'
        const bits = Math.min(width, family === 'ipv4' ? 32 : 128)
        const [network = '', suffix] = formatNetwork(address, bits).split('/')
        expect(suffix).toBe(String(bits))
        const list = new BlockList()
        list.addSubnet(network, bits, family)
        expect(list.check(text, family)).toBe(true)
        expect(formatNetwork(parseIpAddress(network)!, bits)).toBe(`${network}/${bits}`)
      }),
      { numRuns: 500 },
    )
  })
})
