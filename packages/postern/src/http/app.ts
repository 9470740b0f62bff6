/** The one HTTP stack: a Hono app whose routes are a table that others can extend. */
import { Hono } from 'hono'
import { give } from './answer.ts'
import { atTheWrongHost, enter, enterPreflight } from './enter.ts'
import type { Env } from './headers.ts'
import type { Http } from './http.ts'
import { notAllowed, notFound } from './refuse.ts'
import type { Route } from './route.ts'
import { routes } from './routes/routes.ts'

export function createApp(http: Http, more: readonly Route[] = []): Hono<Env> {
  const app = new Hono<Env>()
  const table = [...routes(http), ...more]
  const methods = new Map<string, Set<string>>()
  for (const route of table) {
    const path = route.root ? route.path : http.base + route.path
    app.on(route.method, path, (c) => enter(http, route, c))
    methods.set(path, (methods.get(path) ?? new Set()).add(route.method))
  }
  for (const [path, allowed] of methods) app.options(path, (c) => enterPreflight(http, [...allowed], c))
  const allowedAt = methodsByPath(methods)
  app.notFound(async (c) => {
    const allowed = allowedAt(c.req.path)
    const answer = atTheWrongHost(http, c) ?? (allowed ? notAllowed(http, c, allowed) : notFound(http, c))
    return give(c, await answer)
  })
  return app
}

/**
 * Which methods a path would take. Asked only when no route took the call: a second handler on every path would cost
 * each call Hono's way through several.
 */
function methodsByPath(
  methods: ReadonlyMap<string, ReadonlySet<string>>,
): (path: string) => readonly string[] | undefined {
  const patterns = [...methods].map(([path, allowed]) => ({
    pattern: new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}$`),
    allowed: [...allowed],
  }))
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.allowed
}
