/** Text that stands in one line, of a page, of a mail's head and of a log. */
import { z } from 'zod'

export const plainLine = (most: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must be one line without control characters')
