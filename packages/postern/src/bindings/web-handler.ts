/** Binding for `Request → Response`. It answers at the base path, whether or not the host took that off before. */
import type { Hono } from 'hono'
import type { Env } from '../http/headers.ts'

export type WebHandler = (request: Request, env?: Env['Bindings']) => Promise<Response>

export function webHandler(appOf: () => Hono<Env> | Promise<Hono<Env>>, base: string): WebHandler {
  return async (request, env = {}) => {
    const app = await appOf()
    return app.fetch(atBase(request, base), env)
  }
}

function atBase(request: Request, base: string): Request {
  const url = new URL(request.url)
  if (url.pathname === base || url.pathname.startsWith(`${base}/`)) return request
  return new Request(`${url.origin}${base}${url.pathname}${url.search}`, request)
}
