/**
 * `POST /chores`: a round of chores for hosts that freeze a process between requests. A timer of the host's calls it and
 * shows the secret of the option `chores`; without that option the route does not exist.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { headerOf } from '../headers.ts'
import type { Http } from '../http.ts'
import { iso } from '../present/json.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'

export function choresRoute({ secret, run }: NonNullable<Http['chores']>): Route {
  const wanted = digest(secret)
  return {
    method: 'POST',
    path: '/chores',
    async handle({ c }) {
      const shown = /^Bearer +(\S+) *$/i.exec(headerOf(c, 'authorization') ?? '')?.[1]
      if (shown === undefined || !timingSafeEqual(digest(shown), wanted)) return problemReply('unauthenticated')
      return jsonReply({ nextAt: iso((await run()).nextAt) })
    },
  }
}

/** Digests have one length, so that comparing them tells nothing of the secret's. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
