import type { ProblemCode } from '../domain/errors.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'

/** One route. `handle` runs behind the door: host, origin, body and scope are settled when it is called. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the base path, or below the root where `root` is set. */
  readonly path: string
  readonly root?: boolean
  /** Below the root, and yet a tenant's: it is below the tenant's path as well. */
  readonly ofTenant?: true
  /** Answers under any Host, and in development any peer: for machines that know an address only, such as health checks. */
  readonly anyHost?: boolean
  /** Lets its callers in by a secret of their own and by no cookie: then it decides nothing where a call comes from. */
  readonly machine?: true
  /** Answers programs alone, and so often that looking for the reader's language would be felt. */
  readonly wordless?: true
  /**
   * How the body is read: flat fields, JSON of any depth for a schema of the route's own (`long-json`: 1 MiB of it, where
   * it carries a file), or text as it came, for what is signed. Fields by default.
   */
  readonly body?: 'fields' | 'json' | 'long-json' | 'text'
  /** How the door turns a caller of it away, where its contract is not ours. `undefined` is our way. */
  readonly refused?: (code: ProblemCode) => Answer | undefined
  readonly handle: (call: Call) => Promise<Answer> | Answer
}
