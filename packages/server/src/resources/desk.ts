/** Where settings are edited: the store and the clock, and who is at work. */
import type { Id, Ports } from 'postern/kit'
import type { Press } from '../templates/press.ts'

export interface Desk {
  readonly ports: Pick<Ports, 'store' | 'vault' | 'clock'>
  /** `key:<id>`, `cli`, `apply`: named in the events of what is changed. */
  readonly actor: string
  /** Where templates are tried before they are kept, if this process has such a place. */
  readonly press?: Press
  /** Whether URLs and mail servers of tenants may be on this machine: in development only. */
  readonly development?: boolean
  /** Told of every change, so that this process reads it anew at once. */
  readonly changed: (tenant: Id<'tenant'>) => void
}
