/**
 * Pages of the application's other `origins` may call and read (Fetch §3.2). Only for them is a finished answer copied
 * with more headers; everybody else's leaves as it was made.
 */
import type { Context } from 'hono'
import type { Scope } from '../domain/scope.ts'
import { type Env, headerOf } from './headers.ts'

/** The caller's origin, if it is one of the application's others. */
export function listedOrigin(c: Context<Env>, { application }: Scope): string | undefined {
  const origin = headerOf(c, 'origin')
  return origin !== undefined && origin !== 'null' && application.origins.includes(origin) ? origin : undefined
}

export function withCors(response: Response, origin: string | undefined): Response {
  if (origin === undefined) return response
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(corsHeaders(origin))) headers.set(name, value)
  headers.set('access-control-expose-headers', 'Retry-After')
  return new Response(response.body, { status: response.status, headers })
}

/** The answer to a preflight. An origin that is not listed learns nothing. */
export function preflight(origin: string | undefined, methods: readonly string[]): Response {
  if (origin === undefined) return new Response(null, { status: 403 })
  const headers = {
    ...corsHeaders(origin),
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'content-type, postern-handle',
    'access-control-max-age': '600',
  }
  return new Response(null, { status: 204, headers })
}

const corsHeaders = (origin: string): Readonly<Record<string, string>> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
})
