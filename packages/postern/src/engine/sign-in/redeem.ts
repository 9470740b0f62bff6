/**
 * Redeeming a link. The asker's browser is in with one step. Another browser types the address first, so that neither
 * a robot nor a person who was sent somebody else's link is signed in by opening it. A program redeems by token.
 */
import { isAct, isPressed } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import type { Id } from '../../domain/id.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { currentSession } from '../rules/current-session.ts'
import { type DeadLink, type LinkState, linkState } from '../rules/link-state.ts'
import type { Turn } from '../rules/turn.ts'
import { type WrongAddress, wrongAddress } from '../rules/typed-address.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { fulfil, fulfilledAgain } from './acts/fulfil.ts'
import type { ActOutcome } from './acts/outcome.ts'
import { complete } from './complete.ts'
import { type FoundAttempt, findAttempt } from './find-attempt.ts'
import { type OpenFacts, openFacts } from './open.ts'
import type { Completed, Standing } from './outcome.ts'
import { again, asksToSwitch } from './standing.ts'

export interface Redemption {
  readonly id: Id<'attempt'>
  readonly secret: RawSecret
  readonly client: Client
  /** What was typed to *sign in here*. */
  readonly email?: string
  /** The person said that leaving the account she is signed in to is what she wants. */
  readonly switchAccount?: boolean
  /** A deletion was asked for twice. */
  readonly sure?: boolean
}

export type RedeemOutcome =
  | Completed
  | DeadLink
  | Standing
  | ActOutcome
  /** Another browser, or one that only pressed to ask: it must type the address. Nothing is spent. */
  | { readonly kind: 'confirm-needed'; readonly facts: OpenFacts; readonly wrong?: WrongAddress }

export const redeem: Operation<Redemption, RedeemOutcome> = (ports, scope, input) =>
  untilSettled<RedeemOutcome>(ports, scope, async (turn) => {
    const found = await findAttempt(turn, input.id, input.client)
    if (!found) return { kind: 'link-unknown' }
    const { attempt, client } = found
    const asker = isAsker(ports.vault, attempt, client)
    const state = linkState(ports.vault, attempt, input.secret, turn.now)
    if (isAct(attempt.purpose)) return redeemAct(turn, { ...found, asker }, state, input.sure ?? false)
    if (state.kind === 'link-used') return (await again(turn, found, asker)) ?? state
    if (state.kind !== 'live') return state
    const elsewhereShut = scope.application.sameBrowserOnly && !asker
    const missing = asker && !isPressed(attempt) ? undefined : missingHere(found, input, elsewhereShut)
    if (missing) return { kind: 'confirm-needed', facts: openFacts(scope, found, state.set, asker), ...missing }
    const current = await currentSession(turn, client)
    const standing = input.switchAccount ? undefined : asksToSwitch(found, current)
    return standing ?? complete(turn, { ...found, asker, method: 'email-link', replaces: current, giveBack: [] })
  })

async function redeemAct(
  turn: Turn,
  found: FoundAttempt & { readonly asker: boolean },
  state: LinkState,
  sure: boolean,
): Promise<RedeemOutcome | undefined> {
  if (state.kind === 'link-used') return (await fulfilledAgain(turn, found, found.asker)) ?? state
  return state.kind === 'live' ? fulfil(turn, found, { sure, asker: found.asker, giveBack: [] }) : state
}

/** What keeps a caller that did not ask, or only pressed, from redeeming; `undefined` lets it. */
function missingHere(
  { attempt, client }: FoundAttempt,
  { email }: Redemption,
  elsewhereShut: boolean,
): { wrong?: WrongAddress } | undefined {
  if (elsewhereShut) return {}
  if (client.kind === 'program') return undefined
  if (email === undefined) return {}
  const wrong = wrongAddress(email, attempt.address)
  return wrong && { wrong }
}
