/** One connection to the SMTP server, authenticated and ready: what is said on it, and when it is over. */
import { Readable } from 'node:stream'
import type SmtpConnection from 'nodemailer/lib/smtp-connection'
import { isLoopback } from '../../domain/loopback.ts'
import type { Handover } from '../../ports/transport.ts'
import type { Mail } from './compose.ts'
import { envelopeOf } from './envelope.ts'
import type { SmtpAuth, SmtpSettings } from './settings.ts'
import { limit, Stopped } from './stop.ts'
import { verdict } from './verdict.ts'

export interface Line {
  readonly alive: boolean
  /** Mails handed over on it so far. */
  readonly count: number
  /** Never rejects for what a mail system may do. `begun`: the mail itself was sent, whether or not it was taken. */
  hand(mail: Mail, stop: AbortSignal): Promise<{ readonly outcome: Handover; readonly begun: boolean }>
  /** An idle line does not keep the process alive. */
  rest(): void
  /** Says goodbye and waits a second at most for the answer. */
  quit(): Promise<void>
}

/** Rejects with a `Stopped` or a fault for `verdict`. Nothing is left open then. */
export async function openLine(settings: SmtpSettings, stop: AbortSignal): Promise<Line> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const connection = new Connection(connectionOptions(settings))
  // A fault between two mails ends the line, which is all there is to know of it.
  connection.on('error', () => {})
  const opening = limit(settings.timeouts.connect, stop)
  try {
    await step<unknown>(connection, opening.stop, (done) => connection.connect(done))
    if (settings.auth) await authenticate(connection, settings.auth, opening.stop)
    return createLine(connection, settings.returnPath)
  } catch (error) {
    connection.close()
    throw error
  } finally {
    opening.end()
  }
}

function connectionOptions(settings: SmtpSettings): ConstructorParameters<typeof SmtpConnection>[0] {
  const { host, port, secure, tls, timeouts, name } = settings
  return {
    host,
    port,
    secure: secure === 'tls',
    requireTLS: secure === 'starttls',
    ignoreTLS: secure === 'none',
    // Stated, so that no environment variable can turn the check off.
    tls: { ...tls, rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    allowInternalNetworkInterfaces: isLoopback(host),
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    // Shorter than the limit of it all, so that a silent resolver is called by its name.
    dnsTimeout: Math.ceil(timeouts.connect / 2),
    // Counts silence only. Our own limits end a handover; this one ends a line that was forgotten.
    socketTimeout: timeouts.idle + timeouts.send,
    socketCloseTimeout: 0,
    maxResponseSize: 64 * 1024,
    ...(name !== undefined && { name }),
  }
}

async function authenticate(connection: SmtpConnection, auth: SmtpAuth, stop: AbortSignal): Promise<void> {
  // The client would try all the same, and show the password to a server that did not ask for it.
  if (!connection.allowsAuth) throw new Stopped({ kind: 'down', reason: 'auth-not-offered' })
  await step<unknown>(connection, stop, (done) => connection.login({ ...auth }, done))
}

function createLine(connection: SmtpConnection, returnPath?: string): Line {
  let count = 0
  let dirty = false
  return {
    get alive() {
      return !connection.destroyed
    },
    get count() {
      return count
    },
    hand: async (mail, stop) => {
      socketOf(connection)?.ref()
      let begun = false
      try {
        if (dirty) await reset(connection, stop)
        dirty = true
        const envelope = envelopeOf(mail, returnPath)
        const bytes = source(mail.bytes, () => {
          begun = true
        })
        const info = await step<{ response: string; serverMessageId?: string | undefined }>(connection, stop, (done) =>
          connection.send(envelope, bytes, done),
        )
        dirty = false
        count++
        return { outcome: taken(info), begun }
      } catch (error) {
        // Without an answer, nobody knows where the conversation stands.
        if (!isAnswer(error)) connection.close()
        return { outcome: verdict(error, begun), begun }
      }
    },
    rest: () => socketOf(connection)?.unref(),
    quit: () => quit(connection),
  }
}

// Clears away what a failed handover left behind. A server that will not is left.
async function reset(connection: SmtpConnection, stop: AbortSignal): Promise<void> {
  try {
    await step<unknown>(connection, stop, (done) => connection.reset(done))
  } catch (error) {
    connection.close()
    throw error
  }
}

type Done<T> = (error?: Error | null, value?: T) => void

/** One exchange with the server: ends with its answer, with the connection, or with `stop`, whichever is first. */
function step<T>(connection: SmtpConnection, stop: AbortSignal, begin: (done: Done<T>) => void): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const onStop = (): void => reject(stop.reason)
  // The client announces the end before it hands over the reply that caused it (421): wait for that.
  const onEnd = (): void => void setImmediate(reject, Object.assign(new Error('ended'), { code: 'ECONNECTION' }))
  connection.on('error', reject)
  connection.on('end', onEnd)
  stop.addEventListener('abort', onStop)
  if (stop.aborted) onStop()
  else begin((error, value) => (error ? reject(error) : resolve(value as T)))
  return promise.finally(() => {
    connection.off('error', reject)
    connection.off('end', onEnd)
    stop.removeEventListener('abort', onStop)
  })
}

// The client reads the source only after the server has accepted envelope and DATA, and a mail of this size leaves in
// one go with its final dot. From the first read on, silence proves nothing.
function source(bytes: Buffer, onRead: () => void): Readable {
  return new Readable({
    read() {
      onRead()
      this.push(bytes)
      this.push(null)
    },
  })
}

// Only what looks like an id is kept of the server's text.
function taken(info: { readonly response: string; readonly serverMessageId?: string | undefined }): Handover {
  const reference = info.serverMessageId ?? /\bqueued as ([\w.-]{1,64})/i.exec(info.response)?.[1]
  return reference === undefined ? { kind: 'taken' } : { kind: 'taken', reference }
}

function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'responseCode' in error
}

function quit(connection: SmtpConnection): Promise<void> {
  if (connection.destroyed) return Promise.resolve()
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => connection.close(), 1000)
  connection.once('end', () => {
    clearTimeout(timer)
    resolve()
  })
  socketOf(connection)?.ref()
  connection.quit()
  return promise
}

function socketOf(connection: SmtpConnection): { ref(): unknown; unref(): unknown } | undefined {
  return connection._socket || undefined
}
