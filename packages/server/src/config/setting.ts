/** One setting: its type, and what is known about it beside. */
import { z } from 'zod'

/** What is known about a setting beside its type. */
export interface About {
  readonly env?: string
  readonly flag?: string
  /** Its value is never shown. */
  readonly secret?: true
  /** How the text of a variable or flag becomes a value; text that cannot stays text, and is refused by the type. */
  readonly read?: (text: string) => unknown
  /** Completes "PORT must be …". */
  readonly wants: string
  readonly means: string
  readonly byDefault: string
}

export const registry = z.registry<About>()

/** A setting that may be left out, with what is known about it. */
export function setting<T extends z.ZodType>(type: T, about: About): z.ZodOptional<T> {
  const optional = type.optional()
  registry.add(optional, about)
  return optional
}
