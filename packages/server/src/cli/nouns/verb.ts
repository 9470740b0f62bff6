import type { Values } from '../arguments.ts'
import type { Office } from '../office.ts'
import type { Said } from '../said.ts'

/** One verb of a noun: what followed its words, and its flags. */
export interface Given {
  readonly args: readonly string[]
  readonly values: Values
}

export type Verb = (office: Office, given: Given) => Promise<Said>

/** Of arguments that were counted before. */
export function first({ args }: Given): string {
  const [one] = args
  if (one === undefined) throw new TypeError('the argument was not counted')
  return one
}
