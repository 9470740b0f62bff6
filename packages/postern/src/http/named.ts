/** What a request says of where it belongs, before anything of it is believed. */
import type { Context } from 'hono'
import { parseCredential } from '../domain/credential.ts'
import { type Id, parseId } from '../domain/id.ts'
import type { Named } from '../ports/directory.ts'
import { readBearer } from './client/bearer.ts'
import { cookieName, readCookie } from './client/cookies.ts'
import type { Fields } from './fields.ts'
import { type Env, headerOf } from './headers.ts'
import type { Http } from './http.ts'
import { queryOf } from './query.ts'
import type { Route } from './route.ts'

export function namedIn(http: Http, route: Pick<Route, 'path' | 'root'>, c: Context<Env>, fields: Fields): Named {
  // At the root it is a matter of the route: what it looks for, and not where it belongs.
  const said = route.root ? undefined : (fields.get('application') ?? queryOf(c, 'application'))
  return {
    host: hostIn(c),
    tenant: c.req.param('tenant'),
    application: c.req.param('applicationId') ?? said,
    attempt: attemptIn(route, c, fields),
    session: (tenant) => sessionIn(http, c, fields, tenant),
  }
}

/** The Host of a request, in lower case. */
export function hostIn(c: Context<Env>): string | undefined {
  return (headerOf(c, 'host') ?? hostOfUrl(c))?.toLowerCase()
}

/** A `Request` that a program made has its host in the URL. What came through Node has it in a header, or nowhere. */
const hostOfUrl = (c: Context<Env>): string | undefined => (c.env?.incoming ? undefined : new URL(c.req.url).host)

const ofAttempts = /^\/(?:attempts|link|check-email)\/:id/

function attemptIn(route: Pick<Route, 'path'>, c: Context<Env>, fields: Fields): Id<'attempt'> | undefined {
  if (ofAttempts.test(route.path)) return parseId(c.req.param('id') ?? '')
  const again = fields.get('again')
  const token = parseCredential<'attempt'>(fields.get('token') ?? again)
  return token?.id ?? parseId(fields.get('attemptId') ?? again ?? '')
}

/** A family has its session's id. What a token says of itself is believed nowhere: here it only finds where to look. */
function sessionIn(http: Http, c: Context<Env>, fields: Fields, tenant: Id<'tenant'>): Id<'session'> | undefined {
  const cookie = readCookie(headerOf(c, 'cookie'), cookieName('session', tenant, !http.development))
  const shown = fields.get('refreshToken') ?? cookie ?? readBearer(headerOf(c, 'authorization'))
  return parseCredential<'session'>(shown)?.id ?? (shown === undefined ? undefined : sessionOfToken(shown))
}

function sessionOfToken(token: string): Id<'session'> | undefined {
  const [, claims = ''] = token.split('.', 2)
  try {
    const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { readonly sid?: unknown }
    return typeof sid === 'string' ? parseId(sid) : undefined
  } catch {
    return undefined
  }
}
