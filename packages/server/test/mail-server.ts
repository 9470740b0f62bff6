/** A real SMTP server that keeps what it takes, and the moment it took it. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { until } from './process.ts'

export interface Taken {
  readonly to: string
  /** Of the envelope. */
  readonly from: string
  /** The envelope's id, where the sender asked to be told of what becomes of it. */
  readonly envelope: string | undefined
  readonly raw: string
  readonly at: number
  /** From the text part. */
  readonly link: string
  readonly code: string
}

export interface MailServer {
  readonly url: string
  readonly port: number
  readonly taken: readonly Taken[]
  next(to: string): Promise<Taken>
  close(): Promise<void>
}

/** `refuse` may turn recipients away; with `auth` whoever sends must know it. */
export async function mailServer(
  port = 0,
  refuse: () => Error | null = () => null,
  auth?: { readonly user: string; readonly pass: string },
): Promise<MailServer> {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: !auth,
    disabledCommands: auth ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    allowInsecureAuth: true,
    hideDSN: false,
    onAuth: ({ username, password }, _session, done) =>
      username === auth?.user && password === auth?.pass ? done(null, { user: username }) : done(new Error('535 no')),
    onRcptTo: (_address, _session, done) => done(refuse()),
    onData(stream, session, done) {
      let raw = ''
      stream.setEncoding('utf8')
      stream.on('data', (chunk: string) => (raw += chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo, dsn } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        const envelope = dsn?.envid ?? undefined
        const to = rcptTo[0]?.address ?? ''
        taken.push({ to, from, envelope, raw, at: performance.now(), ...secretsOf(raw) })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  const own = (server.server.address() as AddressInfo).port
  return {
    url: `smtp://${auth ? `${auth.user}:${auth.pass}@` : ''}127.0.0.1:${own}`,
    port: own,
    taken,
    next: (to) => until(() => taken.find((mail) => mail.to === to), `a mail to ${to}`),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Undoes quoted-printable far enough to read a link and a code. */
function secretsOf(raw: string): { readonly link: string; readonly code: string } {
  const text = raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const link = /https?:\/\/\S+\/link\/[0-9a-z]+#[\w-]+/.exec(text)?.[0] ?? ''
  const code = /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? ''
  return { link, code }
}
