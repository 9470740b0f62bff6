/** Tenants: the realms of this installation. */
import { jsonReply } from 'postern/kit'
import { z } from 'zod'
import { eraseTenant } from '../../resources/erase-tenant.ts'
import { tenants } from '../../resources/tenant.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import { resourceRoutes } from '../resource-routes.ts'
import { idParams } from '../schemas.ts'

/** Steps of a thousand rows, so that no call takes long. */
const stepsACall = 20

export const tenantRoutes: readonly ApiRoute[] = [
  ...resourceRoutes(tenants, {
    one: 'a tenant',
    component: 'Tenant',
    owned: ['host'],
    tenantOf: ({ id }) => id,
    itself: true,
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/tenants/:id/erase',
    operation: 'tenants.erase',
    summary: 'Takes away for good what a removed tenant has. To be repeated until it is done.',
    params: idParams,
    answers: { 200: z.strictObject({ removed: z.int().min(0), done: z.boolean() }) },
    handle: async ({ desk, key, params, refuse }) => {
      if (key.tenant !== undefined || key.applications) return refuse('not-found')
      const outcome = await eraseTenant(desk, params.id, { steps: stepsACall })
      switch (outcome.kind) {
        case 'unknown':
          return refuse('not-found')
        case 'present':
          return refuse('exists', { detail: 'The tenant is still there: remove it first.' })
        case 'done':
        case 'more':
          return jsonReply({ removed: outcome.removed, done: outcome.kind === 'done' })
      }
    },
  }),
]
