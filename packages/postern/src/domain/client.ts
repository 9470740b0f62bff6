/** Who calls: what the door learned of a request, once, for every operation. */
import type { Asked } from './attempt.ts'
import type { Credential, RawSecret } from './credential.ts'

export interface Client {
  /** A browser sends `Sec-Fetch-Site` or `Origin`; a program sends neither. */
  readonly kind: 'browser' | 'program'
  readonly asked: Asked
  /** Network prefixes from narrow to wide, empty when the client address cannot be known. */
  readonly networks: readonly string[]
  /** Forwarding headers that cannot be believed hide the address. A caller can bring that about himself. */
  readonly networkHidden?: true
  /** The binding cookie, or the handle of a program. */
  readonly asker?: Credential<'binding'>
  readonly browser?: Credential<'browser'>
  readonly session?: Credential<'session'>
  /** A signed access token, instead of the session's own credential. */
  readonly accessToken?: RawSecret
  /** Whichever it was, it came as a bearer's token and not as a cookie. */
  readonly bearer?: true
}
