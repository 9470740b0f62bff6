/**
 * Handing a finished sign-in to an application: the browser brings it a code, and the application exchanges that for what
 * it wants to know (RFC 6749 §4.1, with RFC 7636 always). The code has the letters of its session's id, so that a session
 * has one, and what the asker holds finds it again after a lost reply.
 */
import type { Attempt, Destination, ReturnTo } from '../../domain/attempt.ts'
import type { Credential, RawSecret, SecretHash } from '../../domain/credential.ts'
import type { Id } from '../../domain/id.ts'
import { after, type Duration, minutes, seconds } from '../../domain/instant.ts'
import type { Application, Scope } from '../../domain/scope.ts'
import type { Vault } from '../../ports/vault.ts'
import type { ArtifactDraft } from '../../ports/written.ts'
import { hexOf } from './hex.ts'
import { type CheckedRedirect, isListed, isSoundState, unsound } from './redirects.ts'
import type { Turn } from './turn.ts'

export interface HandOffRequest {
  readonly redirectUri: string
  /** S256 (RFC 7636 §4.2): there is no other method. */
  readonly codeChallenge: string
  /** Whoever redeems goes there, and not the asker alone: for an application that proved its secret. */
  readonly anyBrowser?: boolean
}

/** What is kept of a hand-off until it is exchanged. */
export interface HandOff {
  readonly hash: string
  readonly redirectUri: string
  readonly codeChallenge: string
  readonly state?: string
}

/** Of a code, from the moment it is given out. */
const lifetime = seconds(60)
/** How long a second exchange is known as one. */
export const spentLifetime: Duration = minutes(10)

const challengeShape = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/
const verifierShape = /^[A-Za-z0-9\-._~]{43,128}$/

/** Only what is on the list, letter for letter; never a path of ours. */
export function checkHandOff(scope: Scope, wanted: HandOffRequest, state: string | undefined): CheckedRedirect {
  const { redirectUri, codeChallenge, anyBrowser } = wanted
  if (!isSoundState(state)) return unsound
  if (!challengeShape.test(codeChallenge)) {
    const hint = 'codeChallenge must be the SHA-256 of the verifier in 43 characters of base64url (S256)'
    return { kind: 'refused', code: 'body-invalid', hint }
  }
  if (!isListed(scope, redirectUri)) {
    const hint = 'redirectUri is not on the list: add it, letter for letter, to the redirects of the application'
    return { kind: 'refused', code: 'redirect-refused', hint }
  }
  const destination: Destination = {
    kind: 'hand-off',
    redirectUri: redirectUri as ReturnTo,
    codeChallenge,
    ...(state !== undefined && { state }),
    ...(anyBrowser && { anyBrowser }),
  }
  return { kind: 'allowed', destination }
}

/** The asker's code is derived from what it holds, anybody else's is drawn. */
export function handOffCode(
  turn: Turn,
  attempt: Attempt,
  session: Id<'session'>,
  from: RawSecret | undefined,
): { readonly code: Credential<'hand-off'>; readonly artifact: ArtifactDraft } | undefined {
  const { destination } = attempt
  if (destination.kind !== 'hand-off') return undefined
  const { vault } = turn.ports
  const place = { tenant: turn.at.tenant, purpose: 'hand-off', row: attempt.id } as const
  const code = { id: handOffOf(session), secret: from ? vault.derive(place, from) : vault.drawSecret() }
  const { redirectUri, codeChallenge, state } = destination
  const handOff: HandOff = {
    hash: hexOf(vault.hash(code.secret)),
    redirectUri,
    codeChallenge,
    ...(state !== undefined && { state }),
  }
  const json = JSON.stringify(handOff)
  return {
    code,
    artifact: { kind: 'hand-off', id: code.id, json, group: session, expiresAt: after(turn.now, lifetime) },
  }
}

export const handOffOf = (session: Id<'session'>): Id<'hand-off'> => session as string as Id<'hand-off'>

/** Whether `SHA-256(verifier)` is the challenge (RFC 7636 §4.6). */
export function verifies(vault: Vault, verifier: RawSecret, challenge: string): boolean {
  if (!verifierShape.test(verifier.reveal())) return false
  return vault.same(vault.hash(verifier), bytesOf(challenge))
}

function bytesOf(base64url: string): Uint8Array {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}

/** A confidential application proves one of its secrets; a public one has none, and shows none. */
export function provesItself(vault: Vault, { secrets }: Application, secret: RawSecret | undefined): boolean {
  if (secrets.length === 0) return secret === undefined
  if (secret === undefined) return false
  const hash: SecretHash = vault.hash(secret)
  // Every one is compared, so that the time does not tell which it was.
  return secrets.filter((known) => vault.same(known, hash)).length > 0
}
