import type { Instant } from '../domain/instant.ts'
import type { Message, Rendered, Sealed } from '../domain/message.ts'
import type { Scope } from '../domain/scope.ts'

export interface RenderInput {
  readonly scope: Scope
  readonly message: Message
  /** Absent for kinds that carry none. */
  readonly secrets?: Sealed
  readonly worksUntil: Instant
}

/** Facts to mail, at delivery time. */
export interface Renderer {
  render(input: RenderInput): Rendered | Promise<Rendered>
}
