/** The one HTTP stack: a Hono app whose routes are a table that others can extend. */
import { Hono } from 'hono'
import { give } from './answer.ts'
import { enter, enterNowhere, enterPreflight, faulty } from './enter.ts'
import type { Env } from './headers.ts'
import type { Http } from './http.ts'
import type { Route } from './route.ts'
import { createRouter } from './router.ts'
import { routes } from './routes/routes.ts'

export function createApp(http: Http, more: readonly Route[] = []): Hono<Env> {
  const app = new Hono<Env>({ router: createRouter() })
  const table = [...routes(http), ...more]
  const methods = new Map<string, Set<string>>()
  const preflights = new Map<string, Route>()
  for (const route of table) {
    for (const path of pathsOf(http, route)) {
      app.on(route.method, path, (c) => enter(http, route, c))
      methods.set(path, (methods.get(path) ?? new Set()).add(route.method))
      preflights.set(path, route)
    }
  }
  for (const [path, route] of preflights) {
    const allowed = [...(methods.get(path) ?? [])]
    app.options(path, (c) => enterPreflight(http, { route, methods: allowed }, c))
  }
  const allowedAt = methodsByPath(methods)
  app.notFound((c) => enterNowhere(http, allowedAt(c.req.path), c))
  // Preflights, and calls that no route takes: both may have to look up whose host it is.
  app.onError(async (fault, c) => give(c, await faulty(http, { method: c.req.method, path: 'none' }, c, fault)))
  return app
}

/** A tenant's routes stand at its own host, and below its path where there are paths. */
function pathsOf({ base, tenantPaths }: Http, route: Route): readonly string[] {
  const path = route.root ? route.path : base + route.path
  return tenantPaths && (!route.root || route.ofTenant) ? [path, `/t/:tenant${path}`] : [path]
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
