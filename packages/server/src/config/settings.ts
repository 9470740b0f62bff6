/** The settings as `postern.config.ts` writes them. What each means stands in the schema, from which the reference is made. */
import type { PosternOptions } from 'postern/kit'

export interface Settings {
  readonly port?: number | undefined
  readonly host?: string | undefined
  readonly baseUrl?: string | undefined
  readonly secret?: string | readonly string[] | undefined
  readonly databaseUrl?: string | undefined
  readonly databasePool?: number | undefined
  readonly smtpUrl?: string | undefined
  readonly smtpPool?: number | undefined
  readonly mailFrom?: string | undefined
  readonly mailReturnPath?: string | undefined
  readonly mailNoticeSecret?: string | undefined
  readonly postalLine?: string | undefined
  readonly name?: string | undefined
  readonly signUp?: PosternOptions['signUp'] | undefined
  readonly explainClosed?: boolean | undefined
  readonly startUrl?: string | undefined
  readonly homeUrl?: string | undefined
  readonly logoUrl?: string | undefined
  readonly theme?: 'light' | 'dark' | undefined
  readonly redirects?: readonly string[] | undefined
  readonly origins?: readonly string[] | undefined
  readonly approval?: boolean | undefined
  readonly sameBrowserOnly?: boolean | undefined
  readonly link?: 'fragment' | 'query' | undefined
  readonly liveSets?: 1 | 2 | 3 | undefined
  readonly code?: PosternOptions['code'] | undefined
  readonly lifetimes?: PosternOptions['lifetimes'] | undefined
  readonly locale?: string | undefined
  readonly timeZone?: string | undefined
  readonly limits?: 'on' | 'off' | undefined
  readonly trustedHops?: number | undefined
  readonly forwardingHeader?: 'x-forwarded-for' | 'forwarded' | undefined
  readonly tenantPaths?: boolean | undefined
  /** Days. */
  readonly keepEvents?: number | undefined
  readonly bootstrapSecret?: string | undefined
  readonly rootKey?: string | undefined
  readonly metricsSecret?: string | undefined
  readonly metricsPort?: number | undefined
  readonly metricsHost?: string | undefined
  readonly tracing?: boolean | undefined
  readonly maxInFlight?: number | undefined
  readonly logLevel?: LogLevel | undefined
  readonly logFormat?: LogFormat | undefined
}

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'
export type LogFormat = 'json' | 'text'

/** Types a configuration file: `export default defineConfig({ … })`. */
export function defineConfig(settings: Settings): Settings {
  return settings
}
