/** A secret of the configuration that callers show as `Authorization: Bearer`: nothing else gets through a header whole. */
import { z } from 'zod'

export const bearerSecret = z.string().regex(/^[\x21-\x7e]{32,500}$/)
