/** Where settings are edited: the store and the clock, and who is at work. */
import type { Id, Ports } from 'postern/kit'

export interface Desk {
  readonly ports: Pick<Ports, 'store' | 'vault' | 'clock'>
  /** `key:<id>`, `cli`, `apply`: named in the events of what is changed. */
  readonly actor: string
  /** Told of every change, so that this process reads it anew at once. */
  readonly changed: (tenant: Id<'tenant'>) => void
}
