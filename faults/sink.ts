/** A real SMTP server that keeps what it takes, and may be told to stumble at its worst moments. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface SunkMail {
  readonly messageId: string
  readonly to: string
  readonly attempt: string
  /** The link's token, `<attempt id>.<secret>`. */
  readonly token: string
  readonly code: string
  readonly at: number
}

/** What to do with a mail whose data has begun to come: keep it, or fall silent and never have had it. */
export type AtData = () => 'keep' | 'drop' | Promise<'keep' | 'drop'>

export interface Sink {
  readonly port: number
  readonly url: string
  readonly mails: readonly SunkMail[]
  /** The first mail of an attempt, or nothing when patience ends. */
  mailOf(attempt: string, patience: number): Promise<SunkMail | undefined>
  atData(act: AtData): void
  /** To be called when a mail is kept and its sender does not know it yet. */
  atKept(act: () => void): void
  close(): Promise<void>
}

export async function openSink(): Promise<Sink> {
  const mails: SunkMail[] = []
  const first = new Map<string, SunkMail>()
  const waiting = new Map<string, Set<(mail: SunkMail) => void>>()
  let atData: AtData = () => 'keep'
  let atKept = (): void => undefined
  const keep = (mail: SunkMail): void => {
    mails.push(mail)
    if (!first.has(mail.attempt)) first.set(mail.attempt, mail)
    for (const tell of waiting.get(mail.attempt) ?? []) tell(mail)
    waiting.delete(mail.attempt)
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      const fate = Promise.resolve(atData())
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => void takeAll())
      const takeAll = async (): Promise<void> => {
        if ((await fate) === 'drop') return
        keep(mailFrom(Buffer.concat(chunks).toString('latin1'), session.envelope.rcptTo[0]?.address ?? ''))
        atKept()
        done(null)
      }
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    mails,
    mailOf: async (attempt, patience) => first.get(attempt) ?? waitFor(waiting, attempt, patience),
    atData: (act) => void (atData = act),
    atKept: (act) => void (atKept = act),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function waitFor(
  waiting: Map<string, Set<(mail: SunkMail) => void>>,
  attempt: string,
  patience: number,
): Promise<SunkMail | undefined> {
  return new Promise((resolve) => {
    const readers = waiting.get(attempt) ?? new Set()
    const timer = setTimeout(() => {
      readers.delete(tell)
      resolve(undefined)
    }, patience)
    const tell = (mail: SunkMail): void => {
      clearTimeout(timer)
      resolve(mail)
    }
    waiting.set(attempt, readers.add(tell))
  })
}

/** Undoes quoted-printable far enough to read a link and a code. */
function mailFrom(raw: string, to: string): SunkMail {
  const text = raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const [, attempt = '', secret = ''] = /\/link\/([0-9a-z]{26})#([\w-]{43})/.exec(text) ?? []
  return {
    messageId: /^Message-ID:\s*<([^>]+)>/im.exec(raw)?.[1] ?? '',
    to,
    attempt,
    token: `${attempt}.${secret}`,
    code: /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? '',
    at: performance.now(),
  }
}
