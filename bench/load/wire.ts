/**
 * As little of HTTP/1.1 as a load generator needs: one keep-alive connection, one request at a time, replies with a
 * length or in chunks. Requests are texts that were put together before.
 */
import { connect, type Socket } from 'node:net'
import { host } from '../servers/address.ts'

export interface Reply {
  readonly status: number
  readonly head: string
  readonly body: string
}

export interface Connection {
  /** One at a time: the next may be sent once `done` was called. */
  send(request: string, done: (reply: Reply) => void): void
  close(): void
}

/** `broken` is told why, once, when the connection ends without being closed here. */
export function openConnection(port: number, broken: (why: Error) => void): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(speak(socket, broken))
    })
  })
}

/** A connection to each port; requests go round them in turn, as a load balancer would send them. */
export async function openConnections(ports: readonly number[], broken: (why: Error) => void): Promise<Connection> {
  const links = await Promise.all(ports.map((port) => openConnection(port, broken)))
  let turn = 0
  return {
    send: (request, done) => links[turn++ % links.length]?.send(request, done),
    close: () => {
      for (const link of links) link.close()
    },
  }
}

/** One request on a connection of its own. */
export async function askOnce(port: number, request: string): Promise<Reply> {
  const broken = Promise.withResolvers<never>()
  const link = await openConnection(port, broken.reject)
  const answered = new Promise<Reply>((resolve) => link.send(request, resolve))
  const reply = await Promise.race([answered, broken.promise])
  link.close()
  return reply
}

/** `key` is sent as it is, in `Authorization`. */
export function post(path: string, body: object, key = ''): string {
  const text = JSON.stringify(body)
  return `POST ${path} HTTP/1.1\r\nHost: ${host}\r\n${showing('Authorization', key)}Content-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`
}

/** What a caller shows, as a line of its head. */
const showing = (name: 'Cookie' | 'Authorization', held: string): string => (held === '' ? '' : `${name}: ${held}\r\n`)

export function get(path: string, held = '', name: 'Cookie' | 'Authorization' = 'Cookie'): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${showing(name, held)}\r\n`
}

/** Every cookie the reply sets, as a browser would send them back. */
export function cookiesOf(reply: Reply): string {
  return [...reply.head.matchAll(/\r\nset-cookie: *([^;\r]+)/gi)].map((match) => match[1]).join('; ')
}

/** The value of a header, or nothing. */
export function headerOf(reply: Reply, name: string): string {
  return new RegExp(`\\r\\n${name}: *([^\\r]+)`, 'i').exec(reply.head)?.[1] ?? ''
}

/** The access token a reply answers, as a bearer shows it. Without a refresh token beside it, it is no sign-in. */
export function bearerOf(reply: Reply): string {
  const token = /"accessToken":"([^"]+)","refreshToken":"[^"]+"/.exec(reply.body)?.[1]
  return token === undefined ? '' : `Bearer ${token}`
}

/** The reply at the start of the text, or `undefined` while it is incomplete. */
export function parseReply(text: string): Reply | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = text.slice(0, end)
  const status = Number(head.slice(9, 12))
  const rest = end + 4
  const length = lengthOf(head, status)
  if (length === undefined) {
    const body = unchunk(text, rest)
    return body === undefined ? undefined : { status, head, body }
  }
  return text.length < rest + length ? undefined : { status, head, body: text.slice(rest, rest + length) }
}

function lengthOf(head: string, status: number): number | undefined {
  const found = /\r\ncontent-length: *(\d+)/i.exec(head)
  if (found) return Number(found[1])
  if (status === 204 || status === 304) return 0
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return undefined
  throw new Error(`a reply without a length: ${head.slice(0, 100)}`)
}

function unchunk(text: string, from: number): string | undefined {
  let body = ''
  for (let at = from; ; ) {
    const line = text.indexOf('\r\n', at)
    if (line < 0) return undefined
    const size = Number.parseInt(text.slice(at, line), 16)
    const next = line + 2 + size + 2
    if (text.length < next) return undefined
    if (size === 0) return body
    body += text.slice(line + 2, line + 2 + size)
    at = next
  }
}

function speak(socket: Socket, broken: (why: Error) => void): Connection {
  let text = ''
  let waiting: ((reply: Reply) => void) | undefined
  let closed = false
  const end = (why: Error) => {
    if (!closed) broken(why)
    closed = true
    socket.destroy()
  }
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    text = text === '' ? chunk : text + chunk
    const reply = parseReply(text)
    if (reply === undefined) return
    const done = waiting
    text = ''
    waiting = undefined
    done?.(reply)
  })
  socket.once('error', end)
  socket.once('close', () => end(new Error('the server closed the connection')))
  return {
    send(request, done) {
      waiting = done
      socket.write(request, 'latin1')
    },
    close() {
      closed = true
      socket.destroy()
    },
  }
}
