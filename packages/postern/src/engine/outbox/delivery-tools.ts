/** What a delivery needs beside the ports: it belongs to one process. */
import type { Circuits } from './circuits.ts'
import type { Deadline } from './deadline.ts'
import type { Outages } from './outages.ts'

/** Named moments for crash tests: a process may be killed at each, and nothing acknowledged is lost. */
export type DeliveryCheckpoint = 'deliver:claimed' | 'deliver:sent-before-settle' | 'deliver:settled'

export interface DeliveryTools {
  readonly circuits: Circuits
  readonly deadline: (milliseconds: number) => Deadline
  readonly checkpoint: (name: DeliveryCheckpoint) => void
  /** Then nothing more is handed over. */
  readonly isStopped: () => boolean
  readonly outages: Outages
}
