import { createCipheriv, createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { formatCredential, parseCredential, type RawSecret } from '../../domain/credential.ts'
import { type Id, timeOfId } from '../../domain/id.ts'
import { instant } from '../../domain/instant.ts'
import type { Place } from '../../ports/vault.ts'
import { createVault } from './vault.ts'

const tenant = 'default' as Id<'tenant'>
const attempt = 'attempt-1' as Id<'attempt'>
const place: Place = { tenant, purpose: 'message', row: 'row-1' }
const now = instant(1_700_000_000_000)
const first = 'first secret of the ring, 32 bytes and more'
const second = 'second secret of the ring, 32 bytes and more'
const third = 'third secret of the ring, 32 bytes and more'
const vault = createVault(first)
const reveal = (secret: RawSecret): string => secret.reveal()

describe('a secret for the ring', () => {
  test.each([
    ['a short one', 'x'.repeat(31), 'secret must have at least 32 bytes, and has 31'],
    ['a short one in a list', [first, 'short'], 'secret[1] must have at least 32 bytes, and has 5'],
    ['none', undefined as never, 'secret must be a string'],
    ['none in a list', [undefined as never], 'secret[0] must be a string'],
    ['an empty list', [], 'secret must not be an empty list'],
    ['the same one twice', [first, first], 'secret must not name the same secret twice'],
  ])('is refused by name when it is %s', (_, secret, message) => {
    expect(() => createVault(secret)).toThrow(TypeError)
    expect(() => createVault(secret)).toThrow(message)
  })

  test('is counted in bytes', () => {
    expect(() => createVault('ü'.repeat(16))).not.toThrow()
  })

  test('is not quoted by the refusal', () => {
    const leaky = 'hunter2-hunter2'
    expect(() => createVault(leaky)).not.toThrow(leaky)
    expect(() => createVault([first, first])).not.toThrow(first)
  })
})

describe('a drawn credential (invariant 3)', () => {
  test('is read back from its text, and knows its time', () => {
    const credential = vault.draw<'session'>(now)
    expect(parseCredential(formatCredential(credential))?.id).toBe(credential.id)
    expect(timeOfId(credential.id)).toBe(now)
  })

  test('never comes twice, across refills of the pool', () => {
    const drawn = Array.from({ length: 20_000 }, () => vault.draw(now))
    expect(new Set(drawn.map(({ id }) => id)).size).toBe(20_000)
    expect(new Set(drawn.map(({ secret }) => reveal(secret))).size).toBe(20_000)
  })

  test('is hashed with SHA-256 as it was presented', () => {
    const secret = vault.drawSecret()
    expect(vault.hash(secret)).toEqual(createHash('sha256').update(reveal(secret)).digest())
  })

  test('is the same as itself only, and of the same length', () => {
    const hash = vault.hash(vault.drawSecret())
    expect(vault.same(hash, Uint8Array.from(hash))).toBe(true)
    expect(vault.same(hash, vault.hash(vault.drawSecret()))).toBe(false)
    expect(vault.same(hash, hash.subarray(1))).toBe(false)
    expect(vault.same(hash, new Uint8Array())).toBe(false)
  })
})

describe('what is drawn for people', () => {
  const draws = 100_000
  // Fair bytes, and always the same: what is judged is how they are used, and chance has no say.
  const stream = createCipheriv('aes-256-ctr', Buffer.alloc(32, 1), Buffer.alloc(16))
  const drawing = createVault(first, { random: (count) => stream.update(Buffer.alloc(count)) })
  const code = (kind: 'digits' | 'letters', length: number): string => drawing.code({ kind, length })

  test('a code has the asked length and alphabet', () => {
    expect(code('digits', 6)).toMatch(/^[0-9]{6}$/)
    expect(code('letters', 8)).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/)
    expect(vault.mark()).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
    expect(vault.number()).toMatch(/^[1-9][0-9]$/)
  })

  // Chi-square within `mean + 5 sigma` of its distribution.
  test.each([
    ['digits of codes', 10, () => code('digits', 1)],
    ['first digits of codes', 10, () => code('digits', 6).slice(0, 1)],
    ['last digits of codes', 10, () => code('digits', 6).slice(-1)],
    ['letters of codes', 20, () => code('letters', 1)],
    ['letters of marks', 20, () => drawing.mark().slice(-1)],
    ['numbers', 90, () => drawing.number()],
  ])('%s are evenly spread over their %i values', (_, values, draw) => {
    const counts = new Map<string, number>()
    for (let at = 0; at < draws; at++) {
      const value = draw()
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    const expected = draws / values
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(counts.size).toBe(values)
    expect(chiSquare).toBeLessThan(values - 1 + 5 * Math.sqrt(2 * (values - 1)))
  })
})

describe('the MAC of a code', () => {
  const mac = vault.mac(tenant, attempt, '123456')

  test('matches its code', () => {
    expect(vault.macMatches(tenant, attempt, '123456', mac)).toBe(true)
  })

  test.each([
    ['another code', tenant, attempt, '123457'],
    ['another attempt', tenant, 'attempt-2' as Id<'attempt'>, '123456'],
    ['another tenant', 'other' as Id<'tenant'>, attempt, '123456'],
    ['letters moved from code to attempt', tenant, 'attempt-11' as Id<'attempt'>, '23456'],
    ['no code', tenant, attempt, ''],
  ])('does not match %s', (_, inTenant, ofAttempt, code) => {
    expect(vault.macMatches(inTenant, ofAttempt, code, mac)).toBe(false)
  })

  test('outlives a rotation, and not the removal of its key', () => {
    expect(createVault([second, first]).macMatches(tenant, attempt, '123456', mac)).toBe(true)
    expect(createVault([second]).macMatches(tenant, attempt, '123456', mac)).toBe(false)
  })

  test('cannot be passed off as another key’s', () => {
    const other = createVault([second, first])
    const key = other.mac(tenant, attempt, '1').key
    expect(other.macMatches(tenant, attempt, '123456', { ...mac, key })).toBe(false)
    expect(other.macMatches(tenant, attempt, '123456', { ...mac, key: 'unknown' })).toBe(false)
  })
})

describe('a derived secret', () => {
  const from = vault.drawSecret()

  test('is the same on every node, and a secret in shape', () => {
    const derived = vault.derive(place, from)
    expect(reveal(createVault([first, second]).derive(place, from))).toBe(reveal(derived))
    expect(parseCredential(formatCredential({ id: vault.id(now), secret: derived }))).toBeDefined()
  })

  test.each<[string, Place]>([
    ['tenant', { ...place, tenant: 'other' as Id<'tenant'> }],
    ['purpose', { ...place, purpose: 'session' }],
    ['row', { ...place, row: 'row-2' }],
  ])('is another one in another %s', (_, elsewhere) => {
    expect(reveal(vault.derive(elsewhere, from))).not.toBe(reveal(vault.derive(place, from)))
  })

  test('is another one from another secret', () => {
    expect(reveal(vault.derive(place, vault.drawSecret()))).not.toBe(reveal(vault.derive(place, from)))
  })

  test('is found again after a rotation, newest key first', () => {
    const one = (secret: string): string => reveal(createVault(secret).derive(place, from))
    const all = createVault([third, second, first]).deriveAll(place, from).map(reveal)
    expect(all).toEqual([one(third), one(second), one(first)])
    expect(reveal(createVault([third, second]).derive(place, from))).toBe(one(third))
  })
})

describe('a sealed text', () => {
  const plain = JSON.stringify({ link: 'ü'.repeat(40), code: '123456' })
  const sealed = vault.seal(place, plain)

  test('opens where it was sealed', () => {
    expect(vault.open(place, sealed)).toBe(plain)
    expect(vault.open(place, vault.seal(place, ''))).toBe('')
  })

  test('opens from the middle of a larger buffer, as databases hand it out', () => {
    const larger = new Uint8Array(sealed.length + 20)
    larger.set(sealed, 7)
    expect(vault.open(place, larger.subarray(7, 7 + sealed.length))).toBe(plain)
  })

  test('never looks the same twice', () => {
    expect(vault.seal(place, plain)).not.toEqual(sealed)
  })

  test.each<[string, Place]>([
    ['tenant', { ...place, tenant: 'other' as Id<'tenant'> }],
    ['purpose', { ...place, purpose: 'seal' }],
    ['row', { ...place, row: 'row-2' }],
    [
      'row with letters moved over from the tenant',
      { tenant: 'defaul' as Id<'tenant'>, purpose: 'message', row: 'trow-1' },
    ],
  ])('does not open in another %s', (_, elsewhere) => {
    expect(() => vault.open(elsewhere, sealed)).toThrow('belongs to another place, or was changed')
  })

  test('does not open with any one bit changed', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Uint8Array.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => vault.open(place, changed)).toThrow('cannot be opened')
    }
  })

  test('does not open when cut', () => {
    for (let length = 0; length < sealed.length; length++) {
      expect(() => vault.open(place, sealed.subarray(0, length))).toThrow('cannot be opened')
    }
  })

  test('is sealed by the first key and opened by every one', () => {
    const rotated = createVault([second, first])
    expect(rotated.open(place, sealed)).toBe(plain)
    expect(createVault(second).open(place, rotated.seal(place, plain))).toBe(plain)
    expect(() => vault.open(place, rotated.seal(place, plain))).toThrow('its key is not among `secret`')
  })

  test('does not open once its key is removed', () => {
    expect(() => createVault([third, second]).open(place, sealed)).toThrow('its key is not among `secret`')
  })
})

describe('a signature', () => {
  const signature = vault.sign(place, 'public text')

  test('has 43 letters and fits its text', () => {
    expect(signature).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(vault.signed(place, 'public text', signature)).toBe(true)
  })

  test.each([
    ['another text', place, 'public texts', signature],
    ['another row', { ...place, row: 'row-2' }, 'public text', signature],
    ['another purpose', { ...place, purpose: 'proof' } as Place, 'public text', signature],
    ['another tenant', { ...place, tenant: 'other' as Id<'tenant'> }, 'public text', signature],
    ['letters behind it', place, 'public text', `${signature}A`],
    ['nothing', place, 'public text', ''],
    ['43 letters outside ASCII', place, 'public text', 'ü'.repeat(43)],
  ])('does not fit %s', (_, where, text, presented) => {
    expect(vault.signed(where, text, presented)).toBe(false)
  })

  test('outlives a rotation, and not the removal of its key', () => {
    expect(createVault([second, first]).signed(place, 'public text', signature)).toBe(true)
    expect(createVault(second).signed(place, 'public text', signature)).toBe(false)
  })

  test('is not what the same place derives from the same text', () => {
    const secret = vault.drawSecret()
    expect(vault.sign(place, reveal(secret))).not.toBe(reveal(vault.derive(place, secret)))
  })
})

describe('a vault (invariant 18)', () => {
  test('shows no secret when printed', () => {
    const ring = createVault([first, second])
    ring.seal(place, 'fills the cache of keys')
    const prints = [
      inspect(ring, { depth: 9, showHidden: true }),
      JSON.stringify(ring),
      `${ring as unknown as string}`,
      inspect(new Error('x', { cause: ring }), { depth: 9 }),
    ]
    for (const print of prints) {
      expect(print).not.toContain(first)
      expect(print).not.toContain(second)
      expect(print).not.toContain(Buffer.from(first).toString('hex').match(/../g)?.slice(0, 8).join(' '))
    }
  })

  test('works for more tenants than it keeps keys for', () => {
    const places = Array.from(
      { length: 4200 },
      (_, at): Place => ({ ...place, tenant: `tenant-${at}` as Id<'tenant'> }),
    )
    const signatures = places.map((one) => vault.sign(one, 'text'))
    expect(new Set(signatures).size).toBe(places.length)
    expect(places.slice(0, 50).every((one, at) => vault.signed(one, 'text', signatures[at]!))).toBe(true)
  })
})

describe('a seeded vault', () => {
  const seeded = (): ReturnType<typeof createVault> => {
    let state = 1
    return createVault(first, {
      random: (count) => Uint8Array.from({ length: count }, () => (state = (state * 48_271) % 2_147_483_647) >> 8),
    })
  }
  const run = (): readonly unknown[] => {
    const simulated = seeded()
    const { id, secret } = simulated.draw(now)
    return [
      id,
      reveal(secret),
      simulated.code({ kind: 'digits', length: 6 }),
      simulated.number(),
      simulated.seal(place, 'text'),
    ]
  }

  test('makes the same run twice', () => {
    expect(run()).toEqual(run())
  })

  test('still draws different secrets', () => {
    const simulated = seeded()
    const drawn = Array.from({ length: 5000 }, () => reveal(simulated.drawSecret()))
    expect(new Set(drawn).size).toBe(5000)
  })

  test('refuses a source that runs dry', () => {
    expect(() => createVault(first, { random: () => new Uint8Array(8) }).drawSecret()).toThrow(TypeError)
  })
})
