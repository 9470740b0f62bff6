/** How a tenant and its applications look, and what they say in their own words. */
import { z } from 'zod'
import { logos, readLogo, shownLogo } from '../../resources/logo.ts'
import { create, findShelved } from '../../resources/shelf.ts'
import { texts } from '../../resources/texts.ts'
import { themes } from '../../resources/theme.ts'
import { type ApiRoute, apiRoute } from '../api-route.ts'
import { entityReply } from '../entity-tag.ts'
import { presented, shelved, whereOf } from '../resource-call.ts'
import { resourceRoutes } from '../resource-routes.ts'
import { time } from '../schemas.ts'

const logoOutput = z.strictObject({ id: z.string(), ...shownLogo.shape, version: z.int().min(1), changedAt: time })

export const themeApiRoutes: readonly ApiRoute[] = [
  ...resourceRoutes(themes, {
    one: 'a theme',
    component: 'Theme',
    named: true,
    applicationOf,
  }),
  ...resourceRoutes(texts, {
    one: 'the sentences of a tenant or an application',
    component: 'Texts',
    named: true,
    applicationOf,
  }),
]

/** Logos are the tenant's: a key for some of its applications may not bring one. */
export const logoRoutes: readonly ApiRoute[] = [
  ...resourceRoutes(logos, {
    one: 'a logo',
    component: 'Logo',
    shown: shownLogo,
    verbs: ['list', 'read', 'remove'],
  }),
  apiRoute({
    method: 'POST',
    path: '/api/v1/logos',
    operation: 'logos.create',
    summary:
      'Uploads a logo: PNG, JPEG or WebP, 256 KiB and 2048 × 2048 pixels at most. The same picture has the same id.',
    longBody: true,
    body: z.strictObject({ data: z.base64().min(1).max(400_000).describe('The picture, in base64.') }),
    answers: { 200: logoOutput, 201: logoOutput },
    handle: async (at) => {
      if (at.key.applications) return at.refuse('operation-refused')
      const read = readLogo(at.tenant, at.body.data)
      if (read.kind === 'refused') {
        return at.refuse('values-invalid', { more: { errors: [{ path: 'body.data', why: read.fault.why }] } })
      }
      const where = whereOf(at, logos)
      const outcome = await create(where, read)
      const kept = outcome.kind === 'done' ? outcome.document : await findShelved(where, read.id)
      if (!kept) return shelved(at, logos, outcome)
      return entityReply(presented(logos, kept), kept.version, outcome.kind === 'done' ? 201 : 200)
    },
  }),
]

function applicationOf({ id }: { readonly id: string }): string | undefined {
  return id === '_' ? undefined : id
}
