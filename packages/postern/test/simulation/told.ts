/** What a caller was told, and all that its truth is judged by. */
import type { Engine } from '../../src/engine/engine.ts'
import type { Operation } from './entry.ts'
import type { Model } from './model.ts'

type Answers = { [K in keyof Engine]: Awaited<ReturnType<Engine[K]>> }
/** Any answer of the operations that say what came of them. */
export type Outcome = NonNullable<
  Answers[
    | 'requestSignIn'
    | 'resend'
    | 'open'
    | 'redeem'
    | 'redeemCode'
    | 'redeemVouched'
    | 'approve'
    | 'claim'
    | 'cancel'
    | 'watch']
>

export interface Told {
  readonly model: Model
  readonly operation: Operation
  readonly outcome: Outcome
  /** When the answer came. */
  readonly now: number
  readonly hash: (secret: string) => Uint8Array
  readonly open: (address: string) => boolean
  /** Whether that is so for every address. */
  readonly openToAll: boolean
}
