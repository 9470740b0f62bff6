/** `postern/koa`: the routes and who is signed in, as Koa's middleware, before or after a body parser. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { admit, type Guard } from './guard.ts'
import { isBelow } from './mount.ts'
import type { NodeListener } from './node-listener.ts'

/** As much of Koa's context as is used here. */
export interface KoaContext {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly request: object
  readonly state: object
  readonly method: string
  readonly originalUrl: string
  readonly url: string
  status: number
  body: unknown
  respond?: boolean | undefined
  set(name: string, value: string): void
}

export type KoaMiddleware = (context: KoaContext, next: () => Promise<unknown>) => Promise<unknown>

export interface KoaRoutesOptions {
  /** Where the routes are for Koa, if a proxy takes something off the path or the base path is not the one it sees. */
  readonly at?: string
}

/** Answers what is below the base path, and leaves the rest to whoever comes next. */
export function routes(
  auth: { readonly node: NodeListener; readonly basePath: string },
  { at }: KoaRoutesOptions = {},
): KoaMiddleware {
  return async (context, next) => {
    const { req, res, request, originalUrl, url } = context
    const inner = innerUrl(originalUrl, url, auth.basePath, at)
    if (inner === undefined) return next()
    context.respond = false
    const over = new Promise<void>((resolve) => res.once('close', resolve))
    // Koa's parsers keep what they read beside Node's message, not on it.
    const body = 'body' in request && req.readableEnded ? { body: request.body } : {}
    auth.node(Object.assign(req, { originalUrl: inner }, body), res)
    return over
  }
}

function innerUrl(originalUrl: string, url: string, base: string, at: string | undefined): string | undefined {
  if (isBelow(originalUrl, base)) return originalUrl
  return at !== undefined && isBelow(url, at) ? base + url.slice(at.length) : undefined
}

/** Sets `context.state.user`; whoever is not signed in goes to the sign-in page, or gets a 401 problem. */
export function requireUser<U>(auth: Guard<U>): KoaMiddleware {
  return async (context, next) => {
    const { req, method, originalUrl } = context
    const admission = await admit(auth, { from: req, method, target: originalUrl })
    if (admission.kind === 'admitted') {
      Object.assign(context.state, { user: admission.user })
      return next()
    }
    const { status, headers, body } = admission.answer
    for (const [name, value] of Object.entries(headers)) context.set(name, value)
    context.body = body
    // After the body: Koa makes an empty one a 204.
    context.status = status
  }
}

/** Sets `context.state.user` to whoever is signed in, or `null`. Turns nobody away. */
export function withUser<U>(auth: Guard<U>): KoaMiddleware {
  return async (context, next) => {
    Object.assign(context.state, { user: await auth.getUser(context.req) })
    return next()
  }
}
