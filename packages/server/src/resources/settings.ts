/** What a tenant says for all its applications, and an application for itself. */
import { z } from 'zod'

const url = z.string().min(1).max(2000)
const milliseconds = z.int().min(1000)

/** Of an application; where it is silent its tenant speaks, and then the installation. The library checks the values. */
export const applicationSettings = z
  .strictObject({
    signUp: z.union([z.enum(['open', 'closed', 'invited']), z.strictObject({ domains: z.array(z.string()).min(1) })]),
    explainClosed: z.boolean(),
    homeUrl: url,
    logoUrl: url,
    theme: z.enum(['light', 'dark']),
    approval: z.boolean(),
    sameBrowserOnly: z.boolean(),
    link: z.enum(['fragment', 'query']),
    liveSets: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    code: z.strictObject({
      kind: z.enum(['digits', 'letters', 'alphanumeric', 'bytes']),
      length: z.int().min(1).max(128),
    }),
    newDeviceMail: z.boolean(),
    lifetimes: z
      .strictObject({
        secrets: milliseconds,
        sessionIdle: milliseconds,
        session: milliseconds,
        binding: milliseconds,
        knownBrowser: milliseconds,
        freshProof: milliseconds,
      })
      .partial(),
    locale: z.string().min(2).max(35),
    timeZone: z.string().min(1).max(64),
    mailFrom: z.string().min(3).max(320),
    postalLine: z.string().min(1).max(200),
  })
  .partial()

export type ApplicationSettings = z.infer<typeof applicationSettings>
