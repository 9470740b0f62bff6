/** The forms that answers take: JSON, a problem, a redirect, nothing. */

import type { ProblemCode } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { Answer } from './answer.ts'
import { privateHeaders } from './headers.ts'
import { busyDetails, statusOf, titleOf } from './problems.ts'

type HeaderRecord = Readonly<Record<string, string>>

const jsonHeaders = { ...privateHeaders, 'content-type': 'application/json; charset=utf-8' }

export function jsonReply(body: unknown, status = 200, cookies: readonly string[] = []): Answer {
  return reply(JSON.stringify(body), status, jsonHeaders, cookies)
}

export interface ProblemMore {
  readonly detail?: string | undefined
  readonly retryAt?: Instant
  readonly now?: Instant
  readonly more?: Readonly<Record<string, unknown>>
  readonly headers?: HeaderRecord
}

/** `application/problem+json` (RFC 9457); 429 and 503 carry `Retry-After`, 401 a challenge (RFC 9110 §15.5.2). */
export function problemReply(code: ProblemCode, { retryAt, now, more, headers, ...said }: ProblemMore = {}): Answer {
  const status = statusOf[code]
  const detail = said.detail ?? (code === 'busy' ? busyDetails.unfinished : undefined)
  const body = JSON.stringify({
    type: 'about:blank',
    title: titleOf[code],
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...more,
  })
  return reply(body, status, {
    ...privateHeaders,
    'content-type': 'application/problem+json',
    ...outcomeHeaders(status, retryAt, now),
    ...(code === 'key-unknown' && bearer),
    ...headers,
  })
}

/** How keys are shown (RFC 6750 §3). */
const bearer: HeaderRecord = { 'www-authenticate': 'Bearer' }

/** The headers that belong to a status, on pages and JSON alike. */
export function outcomeHeaders(status: number, retryAt?: Instant, now?: Instant): HeaderRecord {
  if (status === 401) return { 'www-authenticate': 'Postern' }
  if (status !== 429 && status !== 503) return {}
  const seconds = retryAt === undefined || now === undefined ? 1 : Math.max(1, Math.ceil((retryAt - now) / 1000))
  return { 'retry-after': String(seconds) }
}

export function redirectReply(location: string, cookies: readonly string[] = []): Answer {
  return reply(null, 303, { ...privateHeaders, location }, cookies)
}

export function emptyReply(cookies: readonly string[] = []): Answer {
  return reply(null, 204, privateHeaders, cookies)
}

export function reply(
  body: string | null,
  status: number,
  headers: HeaderRecord,
  cookies: readonly string[] = [],
): Answer {
  return { status, headers, cookies, body }
}
