/** As little of an SMTP server as takes every mail at once, and reads its link. */
import { createServer, type Server, type Socket } from 'node:net'

export interface SunkMail {
  readonly messageId: string
  readonly attempt: string
  /** `<attempt id>.<secret>`, as it is redeemed. */
  readonly token: string
}

export function openMailSink(take: (mail: SunkMail) => void): Promise<Server> {
  const server = createServer((socket) => converse(socket, take))
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function converse(socket: Socket, take: (mail: SunkMail) => void): void {
  let text = ''
  let inData = false
  const say = (line: string): void => void socket.write(`${line}\r\n`)
  const hear = (line: string): void => {
    switch (line.slice(0, 4).toUpperCase()) {
      case 'EHLO':
        // As almost every mail server does (RFC 2920).
        return say('250-sink\r\n250 PIPELINING')
      case 'DATA':
        inData = true
        return say('354 go on')
      case 'QUIT':
        say('221 bye')
        return void socket.end()
      default:
        return say('250 ok')
    }
  }
  const next = (): boolean => {
    const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')
    if (end < 0) return false
    const part = text.slice(0, end)
    text = text.slice(end + (inData ? 5 : 2))
    if (inData) {
      inData = false
      take(read(part))
      say('250 taken')
    } else hear(part)
    return true
  }
  socket.setEncoding('latin1')
  socket.setNoDelay()
  socket.on('error', () => socket.destroy())
  socket.on('data', (piece: string) => {
    text += piece
    while (next());
  })
  say('220 sink')
}

/** Undoes quoted-printable where the link needs it. */
function read(raw: string): SunkMail {
  const messageId = /^Message-ID:\s*<([^>]+)>/im.exec(raw)?.[1] ?? ''
  const text = raw.includes('=\r\n') ? raw.replace(/=\r\n/g, '') : raw
  const [, attempt = '', secret = ''] = /\/link\/([0-9a-z]{26})(?:#|=23)([\w-]{43})/.exec(text) ?? []
  return { messageId, attempt, token: `${attempt}.${secret}` }
}
