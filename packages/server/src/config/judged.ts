/** Types of settings that a rule judges beside their shape: the library's own where it has one. */
import type { PosternOptions } from 'postern/kit'
import type { z } from 'zod'
import { libraryFault } from './library-rule.ts'

/** A value that the library judges as the option of the same name. */
export function judged<T extends z.ZodType>(type: T, name: keyof PosternOptions): T {
  return checked(type, (value) => libraryFault({ [name]: value } as Partial<PosternOptions>))
}

export function judgedBy<T extends z.ZodType<string>>(type: T, fault: (value: string) => string | undefined): T {
  return checked(type, (value) => fault(String(value)))
}

function checked<T extends z.ZodType>(type: T, fault: (value: unknown) => string | undefined): T {
  return type.check((context) => {
    const why = fault(context.value)
    if (why !== undefined) context.issues.push({ code: 'custom', message: why, input: context.value })
  })
}
