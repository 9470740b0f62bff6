/** The applications that a key or a webhook is for, where it is not for all. */
import { z } from 'zod'

export const applicationIds = z
  .array(
    z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, 'must be the id of an application; without the list it is all'),
  )
  .min(1)
  .max(100)
