import type { Id } from 'postern/kit'
import type { Desk } from '../resources/desk.ts'
import type { FieldFault, Resource } from '../resources/resource.ts'

/** One thing that the file wants there to be. */
export interface Unit {
  /** `application acme/shop`. */
  readonly label: string
  /** Lower ones are written first. */
  readonly stage: number
  /** What would have to be done: nothing, where it is so already. */
  look(desk: Desk): Promise<Step | undefined>
}

export interface Step {
  readonly what: 'create' | 'change'
  /** The members that differ, `path: before -> after`. */
  lines(hide: (path: string, value: unknown) => boolean): readonly string[]
  /** What is wrong with it in itself, where that is so: nothing is written then. */
  readonly faults?: readonly FieldFault[]
  /** Answers what is wrong; nothing when it was done. */
  write(): Promise<readonly FieldFault[]>
}

/** Which documents of a kind are to be there. */
export interface Kept {
  readonly resource: Resource<never>
  readonly tenant: Id<'tenant'>
  keeps(id: string, value: object): boolean
}
