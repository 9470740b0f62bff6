/**
 * People as lines of JSON, one each: what is kept of a user that another installation can take over. Sessions, known
 * browsers and waiting mails are not: whoever moves an installation whole uses `postern migrate --from --to`.
 */
import { z } from 'zod'

export const format = 'postern-people-1'

const roles = z.array(z.string().max(64)).max(100)

/** A line; the first one says what file it is. */
export const personLine = z.strictObject({
  id: z.string().min(1).max(64),
  email: z.string().max(320),
  status: z.enum(['active', 'banned', 'locked']),
  name: z.string().max(200).optional(),
  locale: z.string().max(64).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  createdAt: z.iso.datetime(),
  addresses: z.array(z.strictObject({ email: z.string().max(320), provedAt: z.iso.datetime().nullable() })).max(50),
  registrations: z
    .array(
      z.strictObject({
        application: z.string().max(64),
        roles,
        data: z.record(z.string(), z.unknown()).optional(),
        createdAt: z.iso.datetime(),
      }),
    )
    .max(1000),
})

export type PersonLine = z.infer<typeof personLine>

export const headLine = z.looseObject({ format: z.literal(format), tenant: z.string() })
