/** Tenants: the realms of this installation. */
import { tenants } from '../../resources/tenant.ts'
import type { ApiRoute } from '../api-route.ts'
import { resourceRoutes } from '../resource-routes.ts'

export const tenantRoutes: readonly ApiRoute[] = resourceRoutes(tenants, {
  one: 'a tenant',
  component: 'Tenant',
  owned: ['host'],
  tenantOf: ({ id }) => id,
})
