/** An application: what people of a tenant sign in to. */
import { iso } from 'postern/kit'
import { z } from 'zod'
import { type ApplicationDocument, applicationSchema } from './application-document.ts'
import { applicationFaults } from './application-faults.ts'
import { forgetPlace, holdPlace, keepPlace } from './application-place.ts'
import type { Resource } from './resource.ts'
import { findTenant } from './tenant-document.ts'

export type { ApplicationDocument } from './application-document.ts'

/** What is shown of it: secrets by name only. */
export const shownApplication = applicationSchema.extend({
  secrets: z.array(z.strictObject({ id: z.string(), createdAt: z.iso.datetime() })),
})

export const applications: Resource<ApplicationDocument> = {
  kind: 'application',
  plural: 'applications',
  of: 'tenant',
  schema: applicationSchema,
  id: /^(?!default$)[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/,
  idIs: 'a letter or digit, then letters, digits, _ and -, 63 at most; default is taken',
  check: (value, at) => applicationFaults(value, at),
  claim: (_value, at) => keepPlace(at),
  hold: holdPlace,
  disclaim: (_value, at) => forgetPlace(at),
  held: async ({ desk, tenant, id }) =>
    (await findTenant(desk.ports, tenant))?.value.firstApplication === id
      ? 'It is the `firstApplication` of its tenant: name another one there, or none.'
      : undefined,
  remembered: ({ secrets, ...value }) => ({ ...value, secrets: secrets.map(({ hash: _, ...secret }) => secret) }),
  shown: ({ secrets, ...value }) => ({
    ...value,
    secrets: secrets.map(({ id, createdAt }) => ({ id, createdAt: iso(createdAt) })),
  }),
}
