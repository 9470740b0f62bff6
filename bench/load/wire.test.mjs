import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { cookiesOf, get, openConnections, parseReply, post } from './wire.ts'

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

it('goes round several ports in turn', async () => {
  const servers = await Promise.all([200, 404].map(listen))
  const ports = servers.map((server) => server.address().port)
  const link = await openConnections(ports, () => {})
  const statuses = []
  for (let turn = 0; turn < 4; turn++) {
    statuses.push((await new Promise((resolve) => link.send(get('/'), resolve))).status)
  }
  expect(statuses).toEqual([200, 404, 200, 404])
  link.close()
  for (const server of servers) server.close()
})

function listen(status) {
  return new Promise((resolve) => {
    const server = createServer((_request, response) => response.writeHead(status, { 'Content-Length': 0 }).end())
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
