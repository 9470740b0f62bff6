/** The routes for `app.route('/auth', auth.hono)`, also where middleware of the host's has read the body before. */
import { Hono, type HonoRequest } from 'hono'
import type { Env } from '../http/headers.ts'
import type { WebHandler } from './web-handler.ts'

export function honoMount(handler: WebHandler): Hono<Env> {
  return new Hono<Env>().all('*', async (c) => handler(hasBeenRead(c.req) ? await unread(c.req) : c.req.raw, c.env))
}

/** Hono remembers what was read by way of `c.req`. Asking the request itself would build it. A `GET` has no body to lose. */
const hasBeenRead = ({ method, bodyCache }: HonoRequest): boolean =>
  method !== 'GET' && method !== 'HEAD' && Object.keys(bodyCache).length > 0

async function unread(req: HonoRequest): Promise<Request> {
  const headers = new Headers(req.raw.headers)
  headers.delete('content-length')
  const { url, signal } = req.raw
  return new Request(url, { method: req.method, headers, signal, body: await bodyOf(req) })
}

/** A parsed form would be written again as one with parts, which it was not. */
async function bodyOf(req: HonoRequest): Promise<string> {
  const isForm = req.header('content-type')?.startsWith('application/x-www-form-urlencoded')
  if (!isForm || !req.bodyCache.formData) return req.text()
  const pairs = new URLSearchParams()
  for (const [name, value] of await req.formData()) if (typeof value === 'string') pairs.append(name, value)
  return pairs.toString()
}
