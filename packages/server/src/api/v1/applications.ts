/** Applications of a tenant, and the secrets by which confidential ones prove themselves. */
import { emptyReply, iso } from 'postern/kit'
import { z } from 'zod'
import { applications, shownApplication } from '../../resources/application.ts'
import { addSecret, removeSecret } from '../../resources/application-secret.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { entityReply, insistedVersion } from '../entity-tag.ts'
import { shelved, whereOf } from '../resource-call.ts'
import { resourceRoutes } from '../resource-routes.ts'
import { idParams, time } from '../schemas.ts'

const applicationSecret = z
  .strictObject({
    id: z.string(),
    secret: z.string().describe('Shown this once.'),
    createdAt: time,
  })
  .meta({ id: 'ApplicationSecret' })

export const applicationRoutes: readonly ApiRoute[] = [
  ...resourceRoutes(applications, {
    one: 'an application',
    component: 'Application',
    shown: shownApplication,
    owned: ['secrets'],
    applicationOf: ({ id }) => id,
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/applications/:id/secrets',
    operation: 'application-secrets.create',
    name: 'createSecret',
    summary:
      'Makes a secret by which the application proves itself. Five may work at a time, so that one can take over from another.',
    params: idParams,
    conditional: true,
    answers: { 201: applicationSecret },
    handle: async (at) => {
      if (!mayTouch(at, at.params.id)) return at.refuse('not-found')
      const made = await addSecret(whereOf(at, applications), { id: at.params.id, version: insistedVersion(at) })
      if (made.kind === 'full') return at.refuse('exists', { detail: 'It has five secrets: remove one first.' })
      if (made.kind !== 'made') return shelved(at, applications, made)
      const { id, secret, createdAt } = made
      return entityReply({ id, secret, createdAt: iso(createdAt) }, made.document.version, 201)
    },
  }),
  apiRoute({
    method: 'DELETE',
    path: '/api/v1/applications/:id/secrets/:secretId',
    operation: 'application-secrets.remove',
    name: 'removeSecret',
    summary: 'Takes a secret of an application away, at once.',
    params: z.strictObject({ ...idParams.shape, secretId: z.string().min(1).max(64) }),
    conditional: true,
    answers: { 204: null },
    handle: async (at) => {
      if (!mayTouch(at, at.params.id)) return at.refuse('not-found')
      const { id, secretId } = at.params
      const removed = await removeSecret(whereOf(at, applications), { id, secretId, version: insistedVersion(at) })
      return removed.kind === 'done' ? emptyReply() : shelved(at, applications, removed)
    },
  }),
]

const mayTouch = ({ key }: ApiCall, id: string): boolean => !key.applications || key.applications.includes(id)
