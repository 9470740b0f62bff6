import type { Answer } from './answer.ts'
import type { Call } from './call.ts'

/** One route. `handle` runs behind the door: host, origin, body and scope are settled when it is called. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the base path, or below the root where `root` is set. */
  readonly path: string
  readonly root?: boolean
  /** Answers under any Host: for machines that know an address only, such as health checks. */
  readonly anyHost?: boolean
  /** Lets its callers in by a secret of their own and by no cookie: then it decides nothing where a call comes from. */
  readonly machine?: true
  /** Answers programs alone, and so often that looking for the reader's language would be felt. */
  readonly wordless?: true
  readonly handle: (call: Call) => Promise<Answer> | Answer
}
