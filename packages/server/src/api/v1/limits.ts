/** What the budgets of an address, or of the networks of a caller, stand at, and giving them back. */
import { addressBudgets, jsonReply, networkBudgets, networksOf, parseEmailAddress } from 'postern/kit'
import { z } from 'zod'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { onRecord } from '../people/on-record.ts'
import { hereAndNow, homeOf, reachesTenant } from '../people/reach.ts'
import { budgetShape, budgetsOf, networkBudgetShape, networkBudgetsOf } from '../people/standing.ts'

const named = z.strictObject({ address: z.string().min(3).max(320) })
const budgets = z.strictObject({ items: z.array(budgetShape) })
const caller = z.strictObject({ ip: z.string().min(2).max(64).describe('Of the caller, IPv4 or IPv6') })
const ofNetworks = z.strictObject({ items: z.array(networkBudgetShape) })

export const limitRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/limits/:address',
    operation: 'limits.read',
    summary: 'Reads what is spent of the budgets of an address, and until when it is limited.',
    params: named,
    answers: { 200: budgets },
    handle: async (at) => {
      const found = await addressed(at)
      return found ? jsonReply({ items: await budgetsOf(at, found.scope, found.address) }) : at.refuse('not-found')
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: '/api/v1/limits/:address',
    operation: 'limits.restore',
    summary: 'Gives an address its budgets back.',
    params: named,
    answers: { 200: budgets },
    handle: async (at) => {
      const found = await addressed(at)
      if (!found) return at.refuse('not-found')
      const keys = addressBudgets(found.scope, found.address).map(({ key }) => key)
      await at.ports.store.budgets.clear({ ...hereAndNow(at), keys, also: onRecord(at, 'limit.restored') })
      return jsonReply({ items: await budgetsOf(at, found.scope, found.address) })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/limits/networks/:ip',
    operation: 'limits.read',
    name: 'readNetworks',
    summary:
      'Reads what is spent of the budgets of the networks that a caller is in, from the narrowest to the widest.',
    params: caller,
    answers: { 200: ofNetworks },
    handle: async (at) => {
      const found = await networked(at)
      return found
        ? jsonReply({ items: await networkBudgetsOf(at, found.scope, found.networks) })
        : at.refuse('not-found')
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: '/api/v1/limits/networks/:ip',
    operation: 'limits.restore',
    name: 'restoreNetworks',
    summary: 'Gives all networks that a caller is in their budgets back.',
    params: caller,
    answers: { 200: ofNetworks },
    handle: async (at) => {
      const found = await networked(at)
      if (!found) return at.refuse('not-found')
      const { scope, networks } = found
      const keys = networkBudgets(scope, networks).map(({ key }) => key)
      const also = onRecord(at, 'limit.restored', { reason: 'network' })
      await at.ports.store.budgets.clear({ ...hereAndNow(at), keys, also })
      return jsonReply({ items: await networkBudgetsOf(at, scope, networks) })
    },
  }),
]

async function addressed(at: ApiCall<z.infer<typeof named>>) {
  const address = reachesTenant(at) ? parseEmailAddress(at.params.address) : undefined
  const scope = address && (await homeOf(at))
  return scope && { address, scope }
}

async function networked(at: ApiCall<z.infer<typeof caller>>) {
  const networks = reachesTenant(at) ? networksOf(at.params.ip) : []
  const scope = networks.length > 0 ? await homeOf(at) : undefined
  return scope && { networks, scope }
}
