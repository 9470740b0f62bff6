/** The names that our routes read from a query, in one list: of each is there one or none, as in a body. */
import type { Context } from 'hono'
import type { Env } from './headers.ts'

const names = [
  'after',
  'application',
  'code',
  'code_challenge',
  'code_challenge_method',
  'done',
  'id',
  'key',
  'locale',
  'login_hint',
  'redirect_uri',
  'resent',
  's',
  'state',
  'to',
  'user',
] as const

export type QueryName = (typeof names)[number]

export const queryOf = (c: Context<Env>, name: QueryName): string | undefined => c.req.query(name)

/** A name of ours that comes more than once: whoever put one before or behind the other must not choose which counts. */
export function repeatedName(c: Context<Env>): QueryName | undefined {
  const { url } = c.req
  const start = url.indexOf('?')
  if (start === -1) return undefined
  const query = new URLSearchParams(url.slice(start + 1))
  return names.find((name) => query.getAll(name).length > 1)
}
