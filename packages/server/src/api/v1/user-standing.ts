/** Shutting users out, letting them in again, and ending them. */
import { type Answer, emptyReply } from 'postern/kit'
import { z } from 'zod'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { insistedVersion } from '../entity-tag.ts'
import { changedReply, oneUser } from '../people/one-user.ts'
import { actorOf, meetWhole } from '../people/reach.ts'
import { word } from '../people/schemas.ts'
import { idParams } from '../schemas.ts'

const reason = z.strictObject({ reason: word.optional() }).optional()

export const standingRoutes: readonly ApiRoute[] = [
  standing('ban', 'Shuts a user out: her sessions end, and mails to her that wait are dropped.'),
  standing('unban', 'Lets a banned user in again. What the ban ended stays ended.'),
  standing('lock', 'Shuts a user out until she is unlocked.'),
  standing('unlock', 'Lets a locked user in again.'),
]

export const endingRoutes: readonly ApiRoute[] = [
  ending('remove', 'Ends everything of a user at once. Her id is never used again.'),
  ending('anonymise', 'The same, but that she was registered, since when and as what, stays to be counted.'),
]

type Act = 'ban' | 'unban' | 'lock' | 'unlock'

function standing(act: Act, summary: string): ApiRoute {
  return apiRoute({
    method: 'POST',
    path: `/api/v1/users/:id/${act}`,
    operation: `users.${act}`,
    summary,
    params: idParams,
    body: reason,
    conditional: true,
    answers: { 200: oneUser },
    handle: async (at) => {
      const met = await meetWhole(at, at.params.id)
      if (!met) return at.refuse('not-found')
      const said = { id: met.user.id, version: insistedVersion(at), actor: actorOf(at), reason: at.body?.reason }
      const outcome = await at.engine[`${act}User`](met.scope, said)
      return outcome.kind === 'done' ? changedReply(at, outcome) : refused(at, outcome)
    },
  })
}

function ending(act: 'remove' | 'anonymise', summary: string): ApiRoute {
  return apiRoute({
    method: act === 'remove' ? 'DELETE' : 'POST',
    path: act === 'remove' ? '/api/v1/users/:id' : '/api/v1/users/:id/anonymise',
    operation: `users.${act}`,
    summary,
    params: idParams,
    ...(act === 'anonymise' && { body: reason }),
    conditional: true,
    answers: { 204: null },
    handle: async (at) => {
      const met = await meetWhole(at, at.params.id)
      if (!met) return at.refuse('not-found')
      const how = act === 'remove' ? 'removed' : 'anonymised'
      const body = at.body as z.infer<typeof reason>
      const said = { actor: actorOf(at), reason: body?.reason }
      const removal = { id: met.user.id, how, version: insistedVersion(at), ...said } as const
      const outcome = await at.engine.removeUser(met.scope, removal)
      return outcome.kind === 'done' ? emptyReply() : refused(at, outcome)
    },
  })
}

const refused = (at: ApiCall, { kind }: { readonly kind: 'unknown' | 'stale' }): Answer =>
  at.refuse(kind === 'stale' ? 'version-changed' : 'not-found')
