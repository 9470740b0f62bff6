/** `GET /attempts/:id`: what the asker may know while it waits. */
import { isAct } from '../../domain/attempt.ts'
import type { Watched } from '../../engine/sign-in/watch.ts'
import type { Call } from '../call.ts'
import { iso, shownNumber } from '../present/json.ts'
import { jsonReply, problemReply } from '../reply.ts'
import type { Route } from '../route.ts'
import { attemptId } from './tokens.ts'

export const attemptRoute: Route = {
  method: 'GET',
  path: '/attempts/:id',
  async handle(call) {
    const watched = await watchAttempt(call)
    if (watched.kind === 'attempt-unknown') return problemReply('attempt-unknown')
    const { attempt, state } = watched
    return jsonReply({
      attemptId: attempt.id,
      state,
      number: isAct(attempt.purpose) ? null : shownNumber(call.scope, attempt.number),
      expiresAt: iso(watched.expiresAt),
      resendAt: iso(watched.resendAt),
    })
  },
}

export async function watchAttempt(call: Call): Promise<Watched> {
  const id = attemptId(call)
  return id ? call.http.engine.watch(call.scope, { id, client: call.client }) : { kind: 'attempt-unknown' }
}
