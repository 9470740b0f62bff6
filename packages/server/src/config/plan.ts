/** What a command is going to do, decided before anything is opened. */

import type { Inbox, Leave, PosternOptions, Transport } from 'postern/kit'
import type { ReadSettings } from './read-settings.ts'
import { Refusal } from './refusal.ts'
import { aboutOf } from './schema.ts'
import type { LogFormat, LogLevel } from './settings.ts'

/** A few hundred keep every core and the database busy; more only wait longer. */
export const usualInFlight = 500

export interface Plan {
  readonly command: 'dev' | 'start'
  /** Each is listened on; one that this machine does not have is left out, as long as another is there. */
  readonly hosts: readonly string[]
  readonly port: number
  /** What asked for the port, as a refusal names it. Nobody asking, the next free one will do. */
  readonly portAskedBy: string | undefined
  /** The options once the port is known. */
  optionsAt(port: number): PosternOptions
  readonly leave: Leave
  readonly trustedHops: number | undefined
  readonly forwardingHeader: 'x-forwarded-for' | 'forwarded'
  /** Requests under way at most; more are refused. */
  readonly maxInFlight: number
  /** Whether tenants without a host of their own are found below `/t/<tenant>`. */
  readonly tenantPaths: boolean
  /** For how many days events are kept. */
  readonly keepEvents: number | undefined
  /** For which the first API key is given, once. */
  readonly bootstrapSecret: string | undefined
  /** An API key by configuration. */
  readonly rootKey: string | undefined
  /** What reports of the mail server are verified by; absent, only those of tenants' own transports are taken. */
  readonly noticeSecret: string | undefined
  /** How metrics are read; absent, there are none. */
  readonly metrics: MetricsPlan | undefined
  readonly tracing: boolean
  /** Opens the development inbox to whoever shows it, where the network is more than this machine. */
  readonly inboxKey: string | undefined
  readonly inbox: (Inbox & Transport) | undefined
  readonly logLevel: LogLevel
  readonly logFormat: LogFormat
  /** Loud words at the start, each a sentence. */
  readonly warnings: readonly string[]
}

export interface MetricsPlan {
  readonly secret: string | undefined
  /** A listener of their own. */
  readonly place: { readonly host: string; readonly port: number } | undefined
}

export function metricsPlan({ settings, nameOf }: ReadSettings): MetricsPlan | undefined {
  const { metricsSecret, metricsPort, metricsHost } = settings
  if (metricsPort === undefined && metricsHost !== undefined) {
    throw new Refusal([
      `${nameOf('metricsHost')} is the address of a port of its own, and ${aboutOf('metricsPort').env} names none.`,
    ])
  }
  if (metricsSecret === undefined && metricsPort === undefined) return undefined
  const host = metricsHost ?? '127.0.0.1'
  return { secret: metricsSecret, place: metricsPort === undefined ? undefined : { host, port: metricsPort } }
}
