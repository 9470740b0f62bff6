/** Opening a link: says who asked, against the right secret only, and changes nothing but a note. */
import type { Asked, Attempt, SecretSet } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import { maskEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { attemptEvent } from '../rules/events.ts'
import { type DeadLink, linkState } from '../rules/link-state.ts'

/** What an open link tells whoever holds it. */
export interface OpenFacts {
  readonly attempt: Id<'attempt'>
  /** Masked. */
  readonly address: string
  readonly asked: Asked
  readonly askedAt: Instant
  readonly expiresAt: Instant
  readonly approval: 'on' | 'off' | 'shut'
  /** Whether this caller is the asker: its browser needs nothing typed. */
  readonly asker: boolean
  /** Whether the address may be typed here to sign in. */
  readonly here: boolean
  readonly otherNetwork: boolean
  readonly otherPlace: boolean
  readonly sameDevice: boolean
}

export type Opened = { readonly kind: 'open'; readonly facts: OpenFacts } | DeadLink

const mostOpens = 20

export const open: Operation<
  { readonly id: Id<'attempt'>; readonly secret: RawSecret; readonly client: Client },
  Opened
> = async (ports, scope, input) => {
  const now = ports.clock.now()
  const found = await ports.store.attempts.find({ tenant: scope.tenant.id, now, id: input.id })
  if (!found || found.attempt.application !== scope.application.id) return { kind: 'link-unknown' }
  const { attempt } = found
  const state = linkState(ports.vault, attempt, input.secret, now)
  if (state.kind !== 'live') return state
  const event = attemptEvent(ports, now, 'link.opened', attempt, { asked: input.client.asked })
  await ports.store.attempts.note({
    tenant: scope.tenant.id,
    now,
    id: attempt.id,
    most: mostOpens,
    also: { events: [event], messages: [] },
  })
  return {
    kind: 'open',
    facts: openFacts(scope, attempt, state.set, input.client, isAsker(ports.vault, attempt, input.client)),
  }
}

export function openFacts(scope: Scope, attempt: Attempt, set: SecretSet, client: Client, asker: boolean): OpenFacts {
  const { asked } = attempt
  const here = client.asked
  const differs = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one !== other
  const otherNetwork = asked.network !== here.network
  const { application } = scope
  return {
    attempt: attempt.id,
    address: maskEmailAddress(attempt.address.address),
    asked,
    askedAt: attempt.createdAt,
    expiresAt: set.until,
    approval: !application.approval || application.sameBrowserOnly ? 'off' : attempt.approvalShut ? 'shut' : 'on',
    asker,
    here: !application.sameBrowserOnly,
    otherNetwork,
    otherPlace: differs(asked.place, here.place),
    sameDevice: !asker && !otherNetwork && asked.device !== undefined && asked.device === here.device,
  }
}
