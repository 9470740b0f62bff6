/** The document of this server: everything of it that is called by programs. */
import { version } from '../../cli/version.ts'
import type { ApiRoute } from '../api-route.ts'
import { authRoutes } from './auth-routes.ts'
import type { Json } from './components.ts'
import { applicationRoutes, fusionAuthRoutes } from './contract-routes.ts'
import { openApi } from './document.ts'
import { type Documented, documented } from './documented.ts'

/** `baseUrl` as the library has it: `https://sign-in.example.com/auth`. */
export function apiDocument(baseUrl: string, routes: readonly ApiRoute[]): Json {
  const { origin, pathname } = new URL(baseUrl)
  return openApi(documentedRoutes(pathname, routes), { version, url: origin })
}

export const documentedRoutes = (base: string, routes: readonly ApiRoute[]): readonly Documented[] => [
  ...routes.map(documented),
  ...applicationRoutes,
  ...fusionAuthRoutes,
  ...authRoutes(base),
]
