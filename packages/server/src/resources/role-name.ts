/** The name of a role, where an application says which there are and where one is given. */
import { z } from 'zod'

export const roleName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,63}$/, 'must be a word of letters, digits and : . _ -, 64 at most')
