/** A well-behaved SMTP server that keeps what it gets. */

import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { makeCertificate } from './certificate.ts'

export interface SinkOptions {
  readonly tls?: 'implicit' | 'starttls'
  readonly certificate?: { readonly key: string; readonly cert: string }
  readonly account?: { readonly user: string; readonly pass: string }
  /** Offers delivery status notifications. */
  readonly tells?: boolean
}

export interface SunkMail {
  readonly recipients: readonly string[]
  readonly sender: string
  readonly secure: boolean
  readonly raw: string
  /** What the sender asked to be told. */
  readonly asked: object
}

export interface MailSink {
  readonly port: number
  readonly mails: SunkMail[]
  readonly connections: () => number
  readonly close: () => Promise<void>
}

export async function startMailSink(options: SinkOptions = {}): Promise<MailSink> {
  const mails: SunkMail[] = []
  let connections = 0
  const { account, tls } = options
  const server = new SMTPServer({
    ...(tls && (options.certificate ?? makeCertificate(['localhost']))),
    secure: tls === 'implicit',
    authOptional: !account,
    hideDSN: options.tells !== true,
    disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(account ? [] : ['AUTH'])],
    logger: false,
    onConnect: (_session, done) => {
      connections++
      done()
    },
    onAuth: ({ username, password }, _session, done) => {
      if (username === account?.user && password === account?.pass) done(null, { user: username })
      else done(new Error('Invalid credentials'))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo, dsn } = session.envelope
        mails.push({
          recipients: rcptTo.map((recipient) => recipient.address),
          sender: mailFrom ? mailFrom.address : '',
          secure: session.secure,
          raw: Buffer.concat(chunks).toString('latin1'),
          asked: { ...dsn, ...rcptTo[0]?.dsn },
        })
        done(null)
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
