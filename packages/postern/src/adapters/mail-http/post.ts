/**
 * One call of a mail service over HTTP: no redirect is followed, an answer is read as far as 64 KiB, and whatever happens
 * becomes one of a transport's four answers. Every reason is a word of ours: what a service says may repeat an address.
 */
import { parseEmailAddress } from '../../domain/email-address.ts'
import { type Duration, minutes, seconds } from '../../domain/instant.ts'
import type { Rendered } from '../../domain/message.ts'
import type { Handover, Transport } from '../../ports/transport.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly text: string
}

/** A call as it leaves, after whoever signs it has added its headers. */
export interface HttpCall {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | FormData
}

export type Send = (call: HttpCall, signal: AbortSignal) => Promise<HttpAnswer>

export interface Posting extends HttpCall {
  /** Where in the answer the service's own id of the mail is. */
  readonly reference: (answer: unknown) => unknown
  /** What the service says beyond its status: `undefined` leaves the status to decide. */
  readonly judge?: (
    status: number,
    answer: Readonly<Record<string, unknown>>,
    headers: HttpAnswer['headers'],
  ) => Handover | undefined
}

/**
 * A transport of one service. A recipient that another parser could read as two is handed to none: services take lists
 * there.
 */
export function mailTransport(name: string, hand: Transport['send']): Transport {
  return {
    name,
    channel: 'mail',
    async send(message, signal) {
      const { to, replyTo } = message
      const isPlain = [to, replyTo ?? to].every((address) => parseEmailAddress(address)?.address === address)
      return isPlain ? hand(message, signal) : { kind: 'refused', reason: 'message-invalid' }
    },
  }
}

export async function post(posting: Posting, signal: AbortSignal, send: Send = sendByFetch): Promise<Handover> {
  try {
    const { url, headers, body } = posting
    return handoverOf(posting, await send({ url, headers, body }, signal))
  } catch (fault) {
    return verdict(fault)
  }
}

function handoverOf({ judge, reference }: Posting, { status, headers, text }: HttpAnswer): Handover {
  const answer = parsed(text)
  if (status >= 200 && status < 300) {
    const id = reference(answer) ?? headers.get('x-message-id')
    return { kind: 'taken', ...(typeof id === 'string' && id !== '' && { reference: id.slice(0, 200) }) }
  }
  return judge?.(status, answer, headers) ?? byStatus(status, headers.get('retry-after'))
}

/** RFC 9110 §15: what a status says of this mail, and of all mails. */
export function byStatus(status: number, retryAfter: string | null): Handover {
  const reason = `http-${status}`
  const pause = pauseOf(retryAfter)
  if (status === 429 || status === 409) return { kind: 'later', reason, ...(pause > 0 && { pause }) }
  if (status === 400 || status === 413 || status === 422) return { kind: 'refused', reason }
  return { kind: 'down', reason: status === 401 || status === 403 ? 'auth-failed' : reason }
}

const longestPause = minutes(10)

/** RFC 9110 §10.2.3, in seconds; a date is as good as nothing. */
export function pauseOf(retryAfter: string | null): Duration {
  return /^\d{1,6}$/.test(retryAfter ?? '') ? Math.min(seconds(Number(retryAfter)), longestPause) : 0
}

/** Before a connection stands nothing was handed over; afterwards silence may mean success. */
const unconnected = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|EREFUSED)$/
const untrusted = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH)/

export function verdict(fault: unknown): Handover {
  const code = codeOf(fault)
  if (unconnected.test(code)) return { kind: 'down', reason: 'connection-failed' }
  if (untrusted.test(code)) return { kind: 'down', reason: 'tls-failed' }
  return { kind: 'later', reason: 'unknown-outcome' }
}

function codeOf(fault: unknown): string {
  const { code, cause } = fault as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } }
  const word = cause?.code ?? code
  return typeof word === 'string' ? word : ''
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const longestAnswer = 64 * 1024

async function sendByFetch({ url, headers, body }: HttpCall, signal: AbortSignal): Promise<HttpAnswer> {
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (reader && text.length < longestAnswer) {
    const { done, value } = await reader.read()
    if (done) break
    text += decoder.decode(value, { stream: true })
  }
  await reader?.cancel()
  return { status: response.status, headers: response.headers, text }
}

/** The id of the message's row, which comes back in notices about it. */
export const rowIdOf = ({ messageId }: Rendered): string => /^<([^@>]+)@/.exec(messageId)?.[1] ?? ''

/** `"Acme" <no-reply@acme.example>`: RFC 5322 §3.4, the name quoted, and of one line. */
export function mailbox({ name, address }: Rendered['from']): string {
  const plain = name.replaceAll(/[\p{Cc}]/gu, ' ').trim()
  return plain === '' ? address : `"${plain.replaceAll(/["\\]/g, '\\$&')}" <${address}>`
}

export const autoSubmitted = { name: 'Auto-Submitted', value: 'auto-generated' } as const
/** Under which name our message's id travels with a mail. */
export const tagName = 'postern-message'
