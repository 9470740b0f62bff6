/** Themes of a tenant and its applications. */
import { themes } from '../../resources/theme.ts'
import type { ApiRoute } from '../api-route.ts'
import { resourceRoutes } from '../resource-routes.ts'

export const themeApiRoutes: readonly ApiRoute[] = [
  ...resourceRoutes(themes, {
    one: 'a theme',
    component: 'Theme',
    applicationOf: ({ id }) => (id === '_' ? undefined : id),
  }),
]
