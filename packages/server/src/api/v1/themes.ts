/** How a tenant and its applications look, and what they say in their own words. */
import { texts } from '../../resources/texts.ts'
import { themes } from '../../resources/theme.ts'
import type { ApiRoute } from '../api-route.ts'
import { resourceRoutes } from '../resource-routes.ts'

export const themeApiRoutes: readonly ApiRoute[] = [
  ...resourceRoutes(themes, {
    one: 'a theme',
    component: 'Theme',
    applicationOf,
  }),
  ...resourceRoutes(texts, { one: 'the sentences of a tenant or an application', component: 'Texts', applicationOf }),
]

function applicationOf({ id }: { readonly id: string }): string | undefined {
  return id === '_' ? undefined : id
}
