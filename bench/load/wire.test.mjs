import { describe, expect, it } from 'vitest'
import { cookiesOf, get, parseReply, post } from './wire.ts'

describe('the wire', () => {
  it('waits until a reply with a length is whole', () => {
    const text = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'
    for (let end = 0; end < text.length; end++) expect(parseReply(text.slice(0, end))).toBeUndefined()
    expect(parseReply(text)).toMatchObject({ status: 200, body: 'hello' })
  })

  it('waits until a reply in chunks is whole, and joins them', () => {
    const text = 'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n'
    for (let end = 0; end < text.length; end++) expect(parseReply(text.slice(0, end))).toBeUndefined()
    expect(parseReply(text)).toMatchObject({ status: 201, body: 'hello' })
  })

  it('takes a 204 without a length, and refuses any other', () => {
    expect(parseReply('HTTP/1.1 204 No Content\r\n\r\n')).toMatchObject({ status: 204, body: '' })
    expect(() => parseReply('HTTP/1.1 200 OK\r\n\r\n')).toThrow('without a length')
  })

  it('sends back every cookie, without its attributes', () => {
    const head = 'HTTP/1.1 200 OK\r\nset-cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\nX-Set-Cookie: c=3'
    expect(cookiesOf({ status: 200, head, body: '' })).toBe('a=1; b=2')
  })

  it('writes requests that say how long they are', () => {
    expect(post('/x', { a: 1 })).toMatch(/^POST \/x HTTP\/1\.1\r\n.*Content-Length: 7\r\n\r\n\{"a":1\}$/s)
    expect(get('/x')).not.toContain('Cookie')
    expect(get('/x', 'a=1')).toContain('\r\nCookie: a=1\r\n\r\n')
  })
})
