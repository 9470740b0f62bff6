/** The document of this server: everything of it that is called by programs. */
import { version } from '../../cli/version.ts'
import { v1Routes } from '../routes.ts'
import { authRoutes } from './auth-routes.ts'
import type { Json } from './components.ts'
import { openApi } from './document.ts'
import { type Documented, documented } from './documented.ts'

/** `baseUrl` as the library has it: `https://sign-in.example.com/auth`. */
export function apiDocument(baseUrl: string): Json {
  const { origin, pathname } = new URL(baseUrl)
  return openApi(documentedRoutes(pathname), { version, url: origin })
}

export const documentedRoutes = (base: string): readonly Documented[] => [
  ...v1Routes.map(documented),
  ...authRoutes(base),
]
