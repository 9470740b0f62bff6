/** A reason not to start that a person can act on: shown as it is, line by line, without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly lines: readonly string[]

  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}
