/** Opening a link: says who asked, against the right secret only, and changes nothing but a note. */
import { type Asked, isAct, isPressed, type Purpose, type SecretSet } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import { maskEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { type DeadLink, linkState } from '../rules/link-state.ts'
import { turnNow } from '../rules/turn.ts'
import { type FoundAttempt, findAttempt } from './find-attempt.ts'
import { noteOpen } from './note-open.ts'

/** What an open link tells whoever holds it. */
export interface OpenFacts {
  readonly attempt: Id<'attempt'>
  /** Masked. */
  readonly address: string
  readonly asked: Asked
  readonly askedAt: Instant
  readonly expiresAt: Instant
  readonly approval: 'on' | 'off' | 'shut'
  /** Whether this caller is the asker, and its browser needs nothing typed. */
  readonly asker: boolean
  /** Whether it is the asker and typed nothing so far. */
  readonly pressed: boolean
  /** Whether the address may be typed here to sign in. */
  readonly here: boolean
  readonly otherNetwork: boolean
  readonly otherPlace: boolean
  readonly sameDevice: boolean
  readonly purpose: Purpose
}

export type Opened = { readonly kind: 'open'; readonly facts: OpenFacts } | DeadLink

export interface Opening {
  readonly id: Id<'attempt'>
  readonly secret: RawSecret
  readonly client: Client
}

export const open: Operation<Opening, Opened> = async (ports, scope, input) => {
  const turn = turnNow(ports, scope)
  const found = await findAttempt(turn, input.id, input.client)
  if (!found) return { kind: 'link-unknown' }
  const state = linkState(ports.vault, found.attempt, input.secret, turn.now)
  if (state.kind !== 'live') return state
  await noteOpen(ports, scope, input)
  return { kind: 'open', facts: openFacts(scope, found, state.set, isAsker(ports.vault, found.attempt, found.client)) }
}

export function openFacts(
  { application }: Scope,
  { attempt, client }: FoundAttempt,
  set: SecretSet,
  asker: boolean,
): OpenFacts {
  const { asked } = attempt
  const here = client.asked
  const pressed = asker && isPressed(attempt)
  const otherNetwork = asked.network !== here.network
  const otherPlace = asked.place !== undefined && here.place !== undefined && asked.place !== here.place
  return {
    attempt: attempt.id,
    address: maskEmailAddress(attempt.address.address),
    asked,
    askedAt: attempt.createdAt,
    expiresAt: set.until,
    approval:
      !application.approval || application.sameBrowserOnly || isAct(attempt.purpose) || pressed
        ? 'off'
        : attempt.approvalShut
          ? 'shut'
          : 'on',
    asker: asker && !pressed,
    pressed,
    here: (pressed || !application.sameBrowserOnly) && !isAct(attempt.purpose),
    purpose: attempt.purpose,
    otherNetwork,
    otherPlace,
    sameDevice: !asker && !otherNetwork && asked.device !== undefined && asked.device === here.device,
  }
}
