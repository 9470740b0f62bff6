/**
 * Calls a URL that a tenant chose, so that it leads nowhere a tenant has no business: the name is resolved once, every
 * address it has is judged, and the connection goes to the one that was judged. No redirect is followed, no connection is
 * kept, 64 KiB of the answer are read. Outside development only `https` on port 443.
 */
import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { HttpAnswer, HttpCall, Send } from 'postern/kit'
import { isPublic } from './permitted.ts'

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>

export interface SafeSendOptions {
  readonly development: boolean
  readonly resolve?: Resolve
}

/** Not sent: the URL leads where it must not. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused'
  /** A stable word. */
  readonly reason: 'address-refused' | 'url-refused'

  constructor(reason: 'address-refused' | 'url-refused') {
    super(reason)
    this.reason = reason
  }
}

const longestAnswer = 64 * 1024

export function createSafeSend({ development, resolve = resolveAll }: SafeSendOptions): Send {
  return async (call, signal) => {
    const url = new URL(call.url)
    if (!development && (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '')) {
      throw new CallRefused('url-refused')
    }
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const addresses = isIP(host) ? [host] : await raced(resolve(host), signal)
    const [first] = addresses
    if (first === undefined || !(development || addresses.every(isPublic))) throw new CallRefused('address-refused')
    return sendTo(first, url, call, signal)
  }
}

export async function resolveAll(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)
}

/** A resolver cannot be stopped, only left alone. */
export function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function sendTo(address: string, url: URL, { headers, body }: HttpCall, signal: AbortSignal): Promise<HttpAnswer> {
  if (typeof body !== 'string') throw new TypeError('A form goes to nobody that a tenant chose')
  const text = Buffer.from(body)
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': text.length, 'user-agent': 'Postern' },
        agent: false,
        signal,
        // Called for names alone; whatever it is asked for, it knows one answer.
        lookup: (_host, options, done) => {
          const family = isIP(address)
          if (options.all) done(null, [{ address, family }])
          else done(null, address, family)
        },
      },
      (incoming) => void readAnswer(incoming).then(resolve, reject),
    )
    outgoing.on('error', reject)
    outgoing.end(text)
  })
}

async function readAnswer(incoming: IncomingMessage): Promise<HttpAnswer> {
  let text = ''
  for await (const chunk of incoming.setEncoding('utf8')) {
    text += chunk
    if (text.length > longestAnswer) break
  }
  incoming.destroy()
  const { statusCode = 0, headers } = incoming
  const header = (name: string): string | null => {
    const value = headers[name]
    return typeof value === 'string' ? value : null
  }
  return { status: statusCode, headers: { get: header }, text }
}
