import { isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientAddress, networksOf, type Route } from './address.ts'

const proxy = '10.0.0.1'
const client = '203.0.113.7'
const route = (given: Partial<Route>): Route => ({ peer: proxy, trustedHops: undefined, ...given })
const addressOf = (given: Partial<Route>): string | undefined => clientAddress(route(given)).address

describe('without trusted proxies', () => {
  test.each([
    ['IPv4', client, client],
    ['IPv4 on a dual-stack socket', `::ffff:${client}`, client],
    ['IPv6', '2001:DB8::0:1', '2001:db8::1'],
    ['IPv6 with a zone', 'fe80::1%en0', 'fe80::1'],
    ['nothing', undefined, undefined],
    ['a Unix socket', '', undefined],
  ])('the client is the peer: %s', (_, peer, address) => {
    expect(addressOf({ peer })).toBe(address)
  })

  test('no header is believed', () => {
    expect(addressOf({ xForwardedFor: client, forwarded: `for=${client}` })).toBe(proxy)
  })

  test.each<[string, Partial<Route>]>([
    ['X-Forwarded-For', { xForwardedFor: client }],
    ['X-Forwarded-For with the peer among others', { xForwardedFor: `${client}, ${proxy}` }],
    ['X-Forwarded-For that nobody can read', { xForwardedFor: 'unknown' }],
    ['Forwarded', { forwarded: `for=${client};proto=https` }],
    ['Forwarded without an address', { forwarded: 'proto=https' }],
    ['either, on a socket without a peer', { peer: undefined, xForwardedFor: client }],
  ])('%s tells that somebody forwards', (_, given) => {
    expect(clientAddress(route(given)).untrustedForwarding).toBe(true)
  })

  test.each<[string, Partial<Route>]>([
    ['no header', {}],
    ['an empty header', { xForwardedFor: ' , ' }],
    ['the peer itself', { peer: `::ffff:${client}`, xForwardedFor: client }],
    ['loopback, as frameworks in development write it', { peer: undefined, xForwardedFor: '::1' }],
    ['loopback of the other family', { peer: '::1', xForwardedFor: '::ffff:127.0.0.1' }],
  ])('%s tells nothing', (_, given) => {
    expect(clientAddress(route(given)).untrustedForwarding).toBe(false)
  })
})

test('where there is no proxy, who sends a header is who he is', () => {
  for (const given of [{ xForwardedFor: '198.51.100.1' }, { forwarded: 'for=198.51.100.1' }]) {
    expect(clientAddress(route({ peer: client, trustedHops: 0, ...given }))).toEqual({
      address: client,
      untrustedForwarding: false,
    })
  }
})

describe('behind trusted proxies', () => {
  test.each<[string, number, string, string]>([
    ['one hop', 1, client, client],
    ['one hop, with entries the client sent', 1, `6.6.6.6, 7.7.7.7, ${client}`, client],
    ['two hops', 2, `${client}, 10.0.0.2`, client],
    ['two hops, with entries the client sent', 2, `6.6.6.6,${client},10.0.0.2`, client],
    ['blanks', 1, ` \t${client}\t `, client],
    ['empty entries', 2, `${client}, , 10.0.0.2,`, client],
    ['a port', 1, `${client}:4711`, client],
    ['IPv6', 1, '2001:db8:0::1', '2001:db8::1'],
    ['IPv6 in brackets', 1, '[2001:db8::1]', '2001:db8::1'],
    ['IPv6 in brackets with a port', 1, '[2001:db8::1]:4711', '2001:db8::1'],
    ['IPv4 in IPv6 clothes', 1, `::ffff:${client}`, client],
  ])('the client is the entry of the outermost: %s', (_, trustedHops, xForwardedFor, address) => {
    expect(addressOf({ trustedHops, xForwardedFor })).toBe(address)
  })

  test.each<[string, Partial<Route>]>([
    ['the header is missing', { trustedHops: 1 }],
    ['it has fewer entries than hops', { trustedHops: 2, xForwardedFor: client }],
    ['the entry is no address', { trustedHops: 1, xForwardedFor: `${client}, unknown` }],
    ['the entry is obfuscated', { trustedHops: 1, xForwardedFor: '_hidden' }],
    ['the entry has letters behind it', { trustedHops: 1, xForwardedFor: `${client}x` }],
    ['the other header came instead', { trustedHops: 1, forwarded: `for=${client}` }],
  ])('it is unknown, and that is told, when %s', (_, given) => {
    expect(clientAddress(route(given))).toEqual({ untrustedForwarding: true })
  })

  test('the header that our proxies do not write changes nothing', () => {
    expect(clientAddress(route({ trustedHops: 1, xForwardedFor: client, forwarded: 'for=6.6.6.6' }))).toEqual({
      address: client,
      untrustedForwarding: false,
    })
    expect(
      clientAddress(
        route({ trustedHops: 1, header: 'forwarded', xForwardedFor: '6.6.6.6', forwarded: `for=${client}` }),
      ),
    ).toEqual({ address: client, untrustedForwarding: false })
  })
})

describe('Forwarded (RFC 7239)', () => {
  const forwarded = (text: string, trustedHops = 1): string | undefined =>
    addressOf({ trustedHops, header: 'forwarded', forwarded: text })

  test.each([
    ['plain', `for=${client}`],
    ['with other parameters', `by=10.0.0.1; For=${client};proto=https;host="app.example.com"`],
    ['quoted with a port', `for="${client}:4711"`],
    ['behind what the client sent', `for=6.6.6.6, for=${client}`],
    ['behind a quote that the client left open', `for="6.6.6.6, for=${client}`],
  ])('is read %s', (_, text) => {
    expect(forwarded(text)).toBe(client)
  })

  test('is read with IPv6', () => {
    expect(forwarded('for="[2001:DB8::1]:4711"')).toBe('2001:db8::1')
  })

  test.each([
    'proto=https',
    'for=unknown',
    'for=_secret',
    `for=${client};for=6.6.6.6`,
    `xfor=${client}`,
    'for=',
    'for="',
  ])('names nobody in %j', (text) => {
    expect(forwarded(text)).toBeUndefined()
  })

  test('counts an element without an address as a hop', () => {
    expect(forwarded(`for=${client}, proto=https`, 2)).toBe(client)
  })
})

describe('for any header', () => {
  const piece = fc.constantFrom(
    client,
    '::1',
    '[',
    ']',
    ',',
    ';',
    '"',
    'for=',
    ' ',
    '\t',
    ':',
    '1',
    'unknown',
    '%',
    '\u00a0',
  )
  const header = fc.option(
    fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
    { nil: undefined },
  )

  test('the address is a canonical one or none', () => {
    fc.assert(
      fc.property(header, header, fc.nat(3), fc.boolean(), (xForwardedFor, forwarded, trustedHops, isListed) => {
        const { address } = clientAddress({
          peer: client,
          xForwardedFor,
          forwarded,
          trustedHops,
          header: isListed ? 'x-forwarded-for' : 'forwarded',
        })
        expect(address === undefined || isIP(address) !== 0).toBe(true)
        if (trustedHops === 0) expect(address).toBe(client)
      }),
      { numRuns: 2000 },
    )
  })

  test('what the client prepends changes nothing', () => {
    fc.assert(
      fc.property(header, (sent) => {
        expect(addressOf({ trustedHops: 1, xForwardedFor: `${sent ?? ''},${client}` })).toBe(client)
        expect(addressOf({ trustedHops: 1, header: 'forwarded', forwarded: `${sent ?? ''},for=${client}` })).toBe(
          client,
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('a header of blanks and commas costs one pass', () => {
    for (const unit of [' ', ',', '\t,', '"', '[', 'for=;']) {
      const started = performance.now()
      clientAddress(
        route({ trustedHops: 1, xForwardedFor: unit.repeat(50_000), forwarded: `x${unit.repeat(50_000)}x` }),
      )
      expect(performance.now() - started).toBeLessThan(2000)
    }
  })
})

describe('the networks of an address', () => {
  test.each([
    ['203.0.113.77', ['203.0.113.77/32', '203.0.113.0/24']],
    ['::ffff:203.0.113.77', ['203.0.113.77/32', '203.0.113.0/24']],
    ['2001:db8:1234:5678:9abc::1', ['2001:db8:1234:5678::/64', '2001:db8:1234:5600::/56', '2001:db8:1234::/48']],
    ['::1', ['::/64', '::/56', '::/48']],
    ['nobody', []],
    [undefined, []],
  ])('%s: %j', (address, networks) => {
    expect(networksOf(address)).toEqual(networks)
  })
})
