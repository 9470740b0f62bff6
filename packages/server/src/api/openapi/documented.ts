/** What the reference needs to know of a route, whatever serves it. */
import type { ProblemCode } from 'postern/kit'
import type { z } from 'zod'
import type { ApiRoute } from '../api-route.ts'
import { problemsOf } from '../problems-of.ts'
import { operationId } from './operation-id.ts'

export interface Documented {
  /** Unique: `users.list`. What comes before the first dot is its chapter. */
  readonly id: string
  readonly method: ApiRoute['method']
  /** With `:names`. */
  readonly path: string
  readonly summary: string
  /** What a key needs for it, where a key is wanted. */
  readonly operation?: string | undefined
  readonly params?: z.ZodType | undefined
  readonly query?: z.ZodType | undefined
  readonly body?: z.ZodType | undefined
  /** Whether a body may be left out. */
  readonly bodyOptional?: boolean
  readonly answers: Readonly<Record<number, z.ZodType | null>>
  readonly refusals: readonly ProblemCode[]
  readonly security: Security
  /** Of the conventions of `/api/v1`: tenant, versions, repeats. */
  readonly headers: readonly HeaderName[]
}

/** How callers prove who they are. `client`: an application by one of its secrets. */
export type Security = 'key' | 'raw-key' | 'session' | 'client' | 'none'
export type HeaderName = 'Postern-Tenant' | 'If-Match' | 'Idempotency-Key' | 'Postern-Handle'

export function documented(route: ApiRoute): Documented {
  const { method, path, summary, params, query, body, answers, open, operation } = route
  return {
    id: operationId(route),
    method,
    path,
    summary,
    ...(open ? {} : { operation }),
    params,
    query,
    body,
    answers,
    refusals: problemsOf(route),
    security: open ? 'none' : 'key',
    headers: open ? [] : headersOf(route),
  }
}

function headersOf({ method, conditional }: ApiRoute): readonly HeaderName[] {
  if (method === 'GET') return ['Postern-Tenant']
  const version: readonly HeaderName[] = conditional ? ['If-Match'] : []
  return ['Postern-Tenant', ...version, ...(method === 'POST' ? (['Idempotency-Key'] as const) : [])]
}
