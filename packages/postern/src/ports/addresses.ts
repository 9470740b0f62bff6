/** The store's commands for the addresses of users, and for what a user confirms by mail while she is signed in. */
import type { Finish } from '../domain/attempt.ts'
import type { SecretHash } from '../domain/credential.ts'
import type { EmailAddress } from '../domain/email-address.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { OwnAddress } from '../domain/user.ts'
import type { Command } from './command.ts'
import type { Also, ArtifactDraft, Charge } from './written.ts'

/** What a redeemed act does, all of it in the redeeming transaction. */
export interface ActEffect {
  readonly user: Id<'user'>
  /** It must be live and hers when the act takes effect. */
  readonly session: Id<'session'>
  readonly finish: Pick<Finish, 'by' | 'asked'>
  readonly giveBack: readonly Charge[]
  /** A step-up: the session's mailbox was proved now, and its secret is another one from now on. */
  readonly proved?: { readonly hash?: SecretHash }
  /** As in `SignInEffect`; of her sessions this one stays. */
  readonly firstProof?: string
  readonly addresses?: AddressChange
}

/** A change of the addresses of a user, whole or not at all. */
export interface AddressChange {
  /** Becomes hers, proved now. */
  readonly add?: EmailAddress
  /** With `add`: how many may be hers afterwards. Given-up ones that are kept for her are not counted. */
  readonly most?: number
  /** These keys of hers work again as they did. */
  readonly restore?: readonly string[]
  /** Becomes her primary address: it must be hers by then. */
  readonly primary?: EmailAddress
  /** Given up, and kept for her until then; never what is added or becomes the primary one by the same change. */
  readonly giveUp?: { readonly keys: readonly string[]; readonly until: Instant }
  /** Forgotten at once, with the same exception. */
  readonly drop?: readonly string[]
  /** Written with it: by which it may be undone, or that it was an undo. */
  readonly record?: ArtifactDraft
}

/**
 * Spends an attempt of a signed-in user, exactly once: if its version and hers still hold, and the session is live and
 * hers. `taken`: the address belongs to somebody else by now; `full`: she would have more than she may. Nothing was
 * changed then.
 */
export type Fulfil = Command<
  {
    readonly id: Id<'attempt'>
    readonly version: number
    readonly userVersion: number
    readonly effect: ActEffect
    readonly also: Also
  },
  { readonly kind: 'done' | 'changed' | 'taken' | 'full' }
>

export interface Addresses {
  /** Those of a user, given-up ones that are kept for her included, in the order of their keys. */
  readonly list: Command<{ readonly user: Id<'user'> }, readonly OwnAddress[]>
  /**
   * Changes them if her version still holds. `spend` is an artifact without which nothing happens, and which is spent by
   * it, with those of its kind in her group that would expire later; `endSessions` ends all of hers and forgets her known
   * browsers.
   */
  readonly change: Command<
    {
      readonly user: Id<'user'>
      readonly version: number
      readonly change: AddressChange
      readonly spend?: { readonly kind: string; readonly id: string }
      readonly endSessions?: boolean
      readonly also: Also
    },
    { readonly kind: 'done' | 'changed' | 'taken' | 'full' }
  >
}
