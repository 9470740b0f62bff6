/** Pages of the application's other `origins` may call and read (Fetch §3.2). Nobody else's answer says anything of it. */
import type { Context } from 'hono'
import type { Scope } from '../domain/scope.ts'
import type { Answer } from './answer.ts'
import { type Env, headerOf } from './headers.ts'

/** The caller's origin, if it is one of the application's others. */
export function listedOrigin(c: Context<Env>, { application }: Scope): string | undefined {
  const origin = headerOf(c, 'origin')
  return origin !== undefined && origin !== 'null' && application.origins.includes(origin) ? origin : undefined
}

export function withCors(answer: Answer, origin: string | undefined): Answer {
  if (origin === undefined) return answer
  const headers = { ...answer.headers, ...corsHeaders(origin), 'access-control-expose-headers': 'Date, Retry-After' }
  return { ...answer, headers }
}

/** The answer to a preflight. An origin that is not listed learns nothing. */
export function preflight(origin: string | undefined, methods: readonly string[]): Answer {
  if (origin === undefined) return { status: 403, headers: {}, cookies: [], body: null }
  const headers = {
    ...corsHeaders(origin),
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'authorization, content-type, postern-handle',
    'access-control-max-age': '600',
  }
  return { status: 204, headers, cookies: [], body: null }
}

const corsHeaders = (origin: string): Readonly<Record<string, string>> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
})
