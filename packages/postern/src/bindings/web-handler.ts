/** Binding for `Request → Response`. It answers at the base path, however much of that was taken off before. */
import type { Hono } from 'hono'
import type { Env } from '../http/headers.ts'
import { atBase, isBelow } from './mount.ts'

export type WebHandler = (request: Request, env?: Env['Bindings']) => Promise<Response>

export function webHandler(appOf: () => Hono<Env> | Promise<Hono<Env>>, base: string): WebHandler {
  return async (request, env = {}) => {
    const app = await appOf()
    return app.fetch(moved(request, base), env)
  }
}

function moved(request: Request, base: string): Request {
  const { origin, pathname, search } = new URL(request.url)
  return isBelow(pathname, base) ? request : new Request(`${origin}${atBase(pathname, base)}${search}`, request)
}
