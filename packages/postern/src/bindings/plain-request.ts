/**
 * A request as nearly all of them are: `GET` without a body, or `POST` with a short one of a length that is told, and a
 * path that means what it says. The app looks at its method, URL and text alone, for its headers are Node's; whatever
 * else a `Request` has is made when it is asked for. What is not as plain is the adapter's to judge and to repair.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'

/** Path and query in letters that no URL parser would rewrite. */
const target = /^\/[\w\-.~!$&'()*+,;=:@/]*(?:\?[\w\-.~!$&()*+,;=:@/?%]*)?$/
const dots = /\/\.\.?(?:[/?]|$)/
/** A name or an address as every URL parser leaves it, and a port likewise. */
const byte = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const name = '(?!.*xn--)(?:[a-z0-9_-]+\\.)*[a-z_][a-z0-9_-]*'
const host = new RegExp(`^(?:${name}|${byte}(?:\\.${byte}){3})(?::(?:[1-5]\\d{3,4}|[6-9]\\d{3}))?$`)
/** As much as nobody minds taking in and throwing away, where a route answers before it has read. */
const mostBytes = 64 * 1024

/** The request, or `undefined` where it is none of that kind. */
export function plainRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request | undefined {
  const { url = '', headers, httpVersionMajor } = incoming
  if (httpVersionMajor !== 1 || !hasPlainBody(incoming) || !target.test(url) || dots.test(url)) return undefined
  if (headers.host === undefined || !host.test(headers.host)) return undefined
  return new PlainRequest(`http://${headers.host}${url}`, incoming, outgoing) as Partial<Request> as Request
}

/** Sees to what the app did not write by itself, such as a stream: the adapter knows how. */
export function writeLeft(incoming: IncomingMessage, outgoing: ServerResponse, response: Response): void {
  if (outgoing.headersSent) return
  void getRequestListener(() => response, { overrideGlobalObjects: false })(incoming, outgoing)
}

/** Nobody has begun to read it, and Node's parser holds the caller to the length that is told. */
function hasPlainBody(incoming: IncomingMessage): boolean {
  const { method, headers, readableDidRead } = incoming
  const { 'content-length': length, 'transfer-encoding': encoding } = headers
  if (encoding !== undefined) return false
  if (method === 'GET') return length === undefined
  return method === 'POST' && Number(length) <= mostBytes && !readableDidRead && !('rawBody' in incoming)
}

class PlainRequest implements Pick<Request, 'method' | 'url' | 'headers' | 'signal' | 'text'> {
  readonly method: string
  readonly url: string
  readonly #incoming: IncomingMessage
  readonly #outgoing: ServerResponse
  #headers: Headers | undefined
  #gone: AbortController | undefined

  constructor(url: string, incoming: IncomingMessage, outgoing: ServerResponse) {
    this.method = incoming.method ?? 'GET'
    this.url = url
    this.#incoming = incoming
    this.#outgoing = outgoing
  }

  get headers(): Headers {
    this.#headers ??= headersOf(this.#incoming)
    return this.#headers
  }

  /** Aborted when the caller leaves before the answer is whole. */
  get signal(): AbortSignal {
    this.#gone ??= goneWith(this.#outgoing)
    return this.#gone.signal
  }

  /** Rejects when the caller leaves in the middle of it. */
  text(): Promise<string> {
    return textOf(this.#incoming)
  }
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers()
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  return headers
}

function goneWith(outgoing: ServerResponse): AbortController {
  const gone = new AbortController()
  if (outgoing.destroyed && !outgoing.writableFinished) gone.abort()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort()
  })
  return gone
}

const decoder = new TextDecoder()

function textOf(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    // Nothing more is heard of a caller who left before anybody asked for the text.
    if (incoming.destroyed) return reject(left())
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.once('end', () => {
      const [first] = chunks
      resolve(decoder.decode(chunks.length === 1 ? first : Buffer.concat(chunks)))
    })
    incoming.once('error', reject)
    incoming.once('close', () => incoming.readableEnded || reject(left()))
  })
}

const left = (): Error => new Error('The caller left.')
