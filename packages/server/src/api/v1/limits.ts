/** What the budgets of an address stand at, and giving them back. */
import { addressBudgets, jsonReply, parseEmailAddress } from 'postern/kit'
import { z } from 'zod'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { onRecord } from '../people/on-record.ts'
import { hereAndNow, homeOf, reachesTenant } from '../people/reach.ts'
import { budgetShape, budgetsOf } from '../people/standing.ts'

const named = z.strictObject({ address: z.string().min(3).max(320) })
const budgets = z.strictObject({ items: z.array(budgetShape) })

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
]

async function addressed(at: ApiCall<z.infer<typeof named>>) {
  const address = reachesTenant(at) ? parseEmailAddress(at.params.address) : undefined
  const scope = address && (await homeOf(at))
  return scope && { address, scope }
}
