/** A real SMTP server on loopback that keeps what it is given, parsed as a mail program parses it. */
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface PostOffice {
  readonly url: string
  /** The next mail, at once if it is there. */
  next(): Promise<Email>
  close(): Promise<void>
}

export async function openPostOffice(): Promise<PostOffice> {
  const kept: Email[] = []
  const waiting: ((mail: Email) => void)[] = []
  const keep = (mail: Email): void => {
    const reader = waiting.shift()
    if (reader) reader(mail)
    else kept.push(mail)
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, _session, done) => void take(stream, keep, done),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    next: () => {
      const mail = kept.shift()
      return mail ? Promise.resolve(mail) : new Promise((resolve) => waiting.push(resolve))
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function take(data: Readable, keep: (mail: Email) => void, done: (fault?: Error) => void): Promise<void> {
  try {
    keep(await PostalMime.parse(await buffer(data)))
    done()
  } catch (fault) {
    done(fault as Error)
  }
}
