import type { ClaimOutcome } from '../../engine/sign-in/claim.ts'
import type { RedeemOutcome } from '../../engine/sign-in/redeem.ts'
import type { CodeOutcome } from '../../engine/sign-in/redeem-code.ts'

/** Everything a link, a code or a claim may come to. */
export type Completion = RedeemOutcome | CodeOutcome | ClaimOutcome
