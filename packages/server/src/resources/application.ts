/** An application: what people of a tenant sign in to. */
import { iso } from 'postern/kit'
import { z } from 'zod'
import { forgetPlace, keepPlace } from './application-place.ts'
import type { Resource } from './resource.ts'
import { applicationSettings } from './settings.ts'

const schema = z.strictObject({
  name: z.string().min(1).max(80),
  signIn: z.enum(['on', 'off']).default('on'),
  startUrl: z.string().max(2000).optional(),
  linkUrl: z.string().max(2000).optional(),
  redirects: z.array(z.string().max(2000)).max(100).default([]),
  previews: z.array(z.string().max(2000)).max(20).default([]),
  origins: z.array(z.string().max(500)).max(100).default([]),
  /** Hashes of the secrets that a confidential application proves. */
  secrets: z
    .array(z.strictObject({ id: z.string(), hash: z.string(), createdAt: z.int() }))
    .max(5)
    .default([]),
  roles: z
    .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,63}$/))
    .max(100)
    .default([]),
  settings: applicationSettings.optional(),
})

/** What is shown of it: secrets by name only. */
export const shownApplication = schema.extend({
  secrets: z.array(z.strictObject({ id: z.string(), createdAt: z.iso.datetime() })),
})

export type ApplicationDocument = z.infer<typeof schema>

export const applications: Resource<ApplicationDocument> = {
  kind: 'application',
  plural: 'applications',
  of: 'tenant',
  schema,
  id: /^(?!default$)[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/,
  claim: (_value, at) => keepPlace(at),
  disclaim: (_value, at) => forgetPlace(at),
  shown: ({ secrets, ...value }) => ({
    ...value,
    secrets: secrets.map(({ id, createdAt }) => ({ id, createdAt: iso(createdAt) })),
  }),
}
