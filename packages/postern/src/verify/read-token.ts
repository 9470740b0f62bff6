/** Where a caller's token stands: in the `Authorization` header (RFC 6750 section 2.1), and nowhere else. */

/** The token itself, a `Request`, its `Headers`, or a request of node:http, Express, Fastify or Koa. */
export type TokenSource = string | null | undefined | HeaderReader | { readonly headers: HeaderReader | HeaderRecord }

interface HeaderReader {
  get(name: string): string | null
}

/** As node:http has them: names in lower case. */
interface HeaderRecord {
  readonly authorization?: string | undefined
}

/** `undefined` when there is none, or one of another scheme. What is found may be anything. */
export function readToken(source: TokenSource): string | undefined {
  if (source === null || source === undefined || source === '') return undefined
  if (typeof source === 'string') return source
  const header = authorizationOf('headers' in source ? source.headers : source)
  const [, token] = /^bearer +(.*)$/is.exec(header ?? '') ?? []
  return token === '' ? undefined : token
}

function authorizationOf(headers: HeaderReader | HeaderRecord): string | null | undefined {
  return 'get' in headers && typeof headers.get === 'function' ? headers.get('authorization') : readRecord(headers)
}

function readRecord(headers: HeaderReader | HeaderRecord): string | undefined {
  const value: unknown = 'authorization' in headers ? headers.authorization : undefined
  return typeof value === 'string' ? value : undefined
}
