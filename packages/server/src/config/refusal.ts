import type { ProblemCode } from 'postern/kit'

/** Codes that stay. Those of the API mean here what they mean there. */
export type RefusalCode = ProblemCode | CommandCode

type CommandCode =
  | 'arguments-invalid'
  | 'settings-invalid'
  | 'database-unusable'
  | 'file-unusable'
  | 'yes-needed'
  | 'refused'

/** A reason not to go on that a person can act on: shown as it is, line by line, without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly lines: readonly string[]
  readonly code: RefusalCode

  constructor(lines: readonly string[], code: RefusalCode = 'values-invalid') {
    super(lines.join('\n'))
    this.lines = lines
    this.code = code
  }
}
