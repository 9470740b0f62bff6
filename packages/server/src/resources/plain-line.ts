/** Text that stands in one line, of a page, of a mail's head and of a log. */
import { lineForm } from 'postern/kit'
import { z } from 'zod'

export const plainLine = (most: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(lineForm, 'must be one line, without control characters and marks that turn its direction')
