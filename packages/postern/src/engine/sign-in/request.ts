/**
 * Asking for a mail. The answer, its headers and its work are the same whatever the account's standing is
 * (invariant 10): a row is always queued, and only limits on what the caller sent are told.
 */
import { type Attempt, isAct, isPressed } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Credential } from '../../domain/credential.ts'
import { parseEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import { after, days } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { isOff } from '../rules/gate.ts'
import { checkHandOff, type HandOffRequest } from '../rules/hand-offs.ts'
import { linkState } from '../rules/link-state.ts'
import { follows } from '../rules/next.ts'
import { checkRedirect } from '../rules/redirects.ts'
import { type Turn, turnNow } from '../rules/turn.ts'
import { type AddressNeeded, addressNeeded, wrongAddress } from '../rules/typed-address.ts'
import { type Held, type Sent, type SignInOff, signInOff } from './begin.ts'
import { type Issue, issueAttempt, type Wanted } from './issue.ts'

export interface SignInRequest {
  readonly client: Client
  readonly locale: string
  /** What was typed. */
  readonly email?: unknown
  /**
   * A mail's link, expired or not, or the asker's own attempt, to be asked for again: in place of an address once, from
   * then on with the address typed.
   */
  readonly again?: Credential<'attempt'> | { readonly id: Id<'attempt'> }
  readonly redirectTo?: string
  /** Instead of `redirectTo`: an application gets a code there. */
  readonly handOff?: HandOffRequest
  readonly state?: string
  /** The answer to a `proof-needed` challenge. */
  readonly proof?: string
}

export type Requested =
  | Sent
  | Held
  | { readonly kind: 'email-invalid' }
  | SignInOff
  | { readonly kind: 'link-unknown' }
  | AddressNeeded
  | { readonly kind: 'redirect-refused' | 'body-invalid'; readonly hint: string }

export const requestSignIn: Operation<SignInRequest, Requested> = async (ports, scope, input) => {
  if (isOff(scope)) return signInOff
  const turn = turnNow(ports, scope)
  if (input.again) return requestAgain(turn, input, input.again)
  const wanted = wantedFresh(scope, input)
  return 'kind' in wanted ? wanted : issueAttempt(turn, { ...input, ...wanted })
}

function wantedFresh(scope: Scope, input: SignInRequest): Wanted | Requested {
  const address = parseEmailAddress(input.email)
  if (!address) return { kind: 'email-invalid' }
  const redirect = input.handOff
    ? checkHandOff(scope, input.handOff, input.state)
    : checkRedirect(scope, input.redirectTo, input.state)
  if (redirect.kind === 'refused') return { kind: redirect.code, hint: redirect.hint }
  return { address, destination: redirect.destination }
}

/**
 * The right secret of an old mail, or being its asker, names the address; the destination is the asker's alone. Whoever
 * presses becomes the asker of what comes next, and may be a robot: that is remembered, and pressed for once.
 */
async function requestAgain(
  turn: Turn,
  input: SignInRequest,
  again: NonNullable<SignInRequest['again']>,
): Promise<Requested> {
  const { ports, scope, now, at } = turn
  const { client, email } = input
  const found = await ports.store.attempts.find({ ...at, id: again.id })
  if (!found || found.attempt.application !== scope.application.id) return { kind: 'link-unknown' }
  const { attempt } = found
  // An act is asked for anew where it was begun: in the session of its user.
  if (isAct(attempt.purpose)) return { kind: 'link-unknown' }
  const asker = isAsker(ports.vault, attempt, client)
  const holdsMail = 'secret' in again && linkState(ports.vault, attempt, again.secret, now).kind !== 'link-unknown'
  if (!asker && !holdsMail) return { kind: 'link-unknown' }
  const wrong = email === undefined ? undefined : wrongAddress(email, attempt.address)
  if (wrong) return addressNeeded(attempt, wrong)
  const issue = { ...input, ...wantedAgain(attempt, asker) }
  const typed = email !== undefined || (asker && !isPressed(attempt))
  return typed || client.kind === 'program' ? issueAttempt(turn, issue) : issuePressed(turn, attempt, issue)
}

/** The same place, and the same invitation; how it was asked for the last time is not taken along. */
function wantedAgain({ address, destination, purpose, about }: Attempt, asker: boolean): Wanted {
  const { mode: _, ...same } = about ?? {}
  return {
    address,
    destination: follows(destination, asker) ? destination : { kind: 'api' },
    ...(purpose === 'invite' && { purpose, about: same }),
  }
}

/** Once for each attempt, and not for one that was itself only pressed for and came to nothing. */
async function issuePressed(turn: Turn, attempt: Attempt, issue: Issue): Promise<Requested> {
  const { ports, now, at } = turn
  if (isPressed(attempt) && !attempt.finish) return addressNeeded(attempt)
  const group = `pressed:${attempt.id}`
  const artifact = { kind: 'pressed', id: attempt.id, json: '{}', group, expiresAt: after(now, pressedLifetime) }
  if ((await ports.store.artifacts.put({ ...at, artifact })).kind === 'exists') return addressNeeded(attempt)
  const outcome = await issueAttempt(turn, { ...issue, about: { ...issue.about, mode: 'pressed' } })
  // Nothing was sent: the press is given back.
  if (outcome.kind !== 'sent') await ports.store.artifacts.revoke({ ...at, group })
  return outcome
}

/** Longer than the attempt itself is kept. */
const pressedLifetime = days(9)
