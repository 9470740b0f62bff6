/**
 * `POST /chores`: a round of chores for hosts that freeze a process between requests. A timer of the host's calls it and
 * shows the secret of the option `chores`; without that option nothing is here.
 */
import { readBearer } from '../client/bearer.ts'
import { headerOf } from '../headers.ts'
import type { Http } from '../http.ts'
import { iso } from '../present/json.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'

export function choresRoute({ mayRun, run }: NonNullable<Http['chores']>): Route {
  return {
    method: 'POST',
    path: '/chores',
    machine: true,
    async handle({ c }) {
      const secret = readBearer(headerOf(c, 'authorization'))
      if (secret === undefined || !mayRun(secret)) {
        return problemReply('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } })
      }
      return jsonReply({ nextAt: iso((await run()).nextAt) })
    },
  }
}
