/** What is written down of an application. */
import { z } from 'zod'
import { plainLine } from './plain-line.ts'
import { roleName } from './role-name.ts'
import { applicationSettings } from './settings.ts'

export const applicationSchema = z.strictObject({
  name: plainLine(80),
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
  /** Those that may be given. */
  roles: z
    .array(roleName)
    .max(100)
    .refine((roles) => new Set(roles).size === roles.length, 'names a role twice')
    .default([]),
  settings: applicationSettings.optional(),
})

export type ApplicationDocument = z.infer<typeof applicationSchema>
