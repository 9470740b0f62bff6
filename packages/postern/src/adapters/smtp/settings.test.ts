import { describe, expect, test } from 'vitest'
import { readSettings, type SmtpOptions } from './settings.ts'

const read = (options: Partial<SmtpOptions>) => readSettings({ host: 'mail.acme.example', ...options })

describe('SMTP settings', () => {
  test('a distant host gets STARTTLS on 587, or TLS on 465, whichever of port and secure is given', () => {
    expect(read({})).toMatchObject({ secure: 'starttls', port: 587, pool: 50 })
    expect(read({ secure: 'tls' })).toMatchObject({ secure: 'tls', port: 465 })
    expect(read({ port: 465 })).toMatchObject({ secure: 'tls', port: 465 })
    expect(read({ port: 2525 })).toMatchObject({ secure: 'starttls', port: 2525 })
  })

  test('plain text is for loopback, where it is the default', () => {
    for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '127.8.0.1', '::1', '[::1]']) {
      expect(read({ host, port: 2525 })).toMatchObject({ secure: 'none', port: 2525 })
      expect(read({ host, secure: 'starttls' })).toMatchObject({ secure: 'starttls' })
    }
    for (const host of ['mail.acme.example', '10.0.0.1', '127.0.0.1.acme.example', 'localhost.acme.example', '::2']) {
      expect(() => read({ host, secure: 'none' })).toThrow(/secure/)
      expect(read({ host })).toMatchObject({ secure: 'starttls' })
    }
  })

  test('a URL says the same as options', () => {
    expect(readSettings('smtp://user%40acme:p%2Fss@mail.acme.example:2525')).toMatchObject({
      host: 'mail.acme.example',
      port: 2525,
      auth: { user: 'user@acme', pass: 'p/ss' },
      secure: 'starttls',
    })
    expect(readSettings('smtps://mail.acme.example/')).toMatchObject({ secure: 'tls', port: 465 })
    expect(readSettings('smtp://[::1]:1025')).toMatchObject({ host: '::1', port: 1025, secure: 'none' })
    expect(readSettings('smtp://mail.acme.example')).not.toHaveProperty('auth')
    expect(readSettings('smtp://mail.acme.example', { pool: 3 })).toMatchObject({ host: 'mail.acme.example', pool: 3 })
  })

  test('the return path is one address, beside a URL too', () => {
    expect(readSettings('smtp://mail.acme.example')).not.toHaveProperty('returnPath')
    const returnPath = 'bounces+1@Acme.Example'
    expect(readSettings('smtp://mail.acme.example', { returnPath })).toMatchObject({
      returnPath: 'bounces+1@acme.example',
    })
  })

  test('a wrong option is refused by its name', () => {
    const wrong: readonly (readonly [Partial<SmtpOptions>, RegExp])[] = [
      [{ host: '' }, /host/],
      [{ host: 'mail.acme.example\r\nX' }, /host/],
      [{ host: undefined as unknown as string }, /host/],
      [{ port: 0 }, /port/],
      [{ port: 65_536 }, /port/],
      [{ port: Number.NaN }, /port/],
      [{ user: 'ada' }, /user and pass/],
      [{ pass: 'x' }, /user and pass/],
      [{ secure: 'ssl' as 'tls' }, /secure/],
      [{ pool: 0 }, /pool/],
      [{ timeouts: { connect: -1 } }, /timeouts\.connect/],
      [{ timeouts: { send: 0.5 } }, /timeouts\.send/],
      [{ timeouts: { idle: Number.POSITIVE_INFINITY } }, /timeouts\.idle/],
      [{ name: 'a b' }, /name/],
      [{ returnPath: 'Bounces <bounces@acme.example>' }, /returnPath/],
      [{ returnPath: 'bounces@acme.example>\r\nRCPT TO:<eve@evil.example' }, /returnPath/],
      [{ returnPath: '' }, /returnPath/],
    ]
    for (const [options, pattern] of wrong) expect(() => read(options), JSON.stringify(options)).toThrow(pattern)
    for (const [options] of wrong) expect(() => read(options)).toThrow(TypeError)
  })

  test('what is no target at all, such as a variable that is not set, is refused in words', () => {
    for (const target of [undefined, null, 3] as unknown as string[]) {
      expect(() => readSettings(target), String(target)).toThrow(/^smtp\(target\): target must be a URL such as smtp:/)
    }
  })

  test('a wrong URL is refused, and its password is not repeated', () => {
    const urls = [
      'http://ada:correct-horse@mail.acme.example',
      'smtp://ada:correct-horse@mail.acme.example/path',
      'smtp://ada:correct-horse@mail.acme.example?secure=none',
      'smtp://ada:correct-horse@mail.acme.example#x',
      'smtp://ada:correct-horse@mail acme example',
      'smtp://ada:correct-horse%@mail.acme.example',
      'smtp://ada:correct-horse@:25',
      'smtp://:correct-horse@mail.acme.example',
      'correct-horse',
      '',
    ]
    for (const url of urls) {
      let error: unknown
      try {
        readSettings(url)
      } catch (thrown) {
        error = thrown
      }
      expect(error, url).toBeInstanceOf(TypeError)
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error)), url).not.toContain('correct-horse')
    }
  })
})
