/**
 * Delivering one message: rendered now, handed to the first transport that is not left alone, settled. At least once;
 * a repeat has the same Message-ID and the same secrets, so it is harmless.
 */
import { PosternError } from '../../domain/errors.ts'
import type { EventDraft } from '../../domain/event.ts'
import { after, type Duration, earlier, type Instant, later } from '../../domain/instant.ts'
import { keptOf } from '../../domain/kept-text.ts'
import type { Rendered, Sealed } from '../../domain/message.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Ports, Posted } from '../../ports/ports.ts'
import type { Settlement } from '../../ports/records.ts'
import type { Store } from '../../ports/store.ts'
import type { Handover, Transport } from '../../ports/transport.ts'
import { retryAt, worksUntil } from '../rules/lifetimes.ts'
import { callWebhook } from './call.ts'
import type { DeliveryTools } from './delivery-tools.ts'
import { handOver } from './hand-over.ts'
import type { Outage } from './outages.ts'
import { transportsFor } from './transports-for.ts'

/** A message whose turn it is. Without a scope its application is gone, or its tenant. */
export type Due = Omit<Posted, 'scope'> & { readonly scope: Scope | undefined }

export async function deliver(ports: Ports, tools: DeliveryTools, due: Due): Promise<void> {
  const { message } = due
  tools.checkpoint('deliver:claimed')
  if (isOthers(ports, due)) return
  const outcome = await settlementOf(ports, tools, due)
  if (!outcome) return
  tools.checkpoint('deliver:sent-before-settle')
  const now = ports.clock.now()
  const event = eventOf(ports, now, due, outcome)
  const settled = await settle(ports, {
    tenant: message.tenant,
    now,
    settlements: [{ id: message.id, owner: ports.node, outcome, ...(event ? { event } : {}) }],
  })
  tools.checkpoint('deliver:settled')
  // Somebody else may have taken it over while a transport was slow.
  if (event && settled.includes(message.id)) ports.hooks.tell(message.tenant, now, [event])
}

/** A paused process may wake up after its lease: somebody else delivers this now. */
const isOthers = ({ clock }: Ports, { message }: Due): boolean => message.lease.until <= clock.now()

const mostNotes = 3

/** A busy store is asked again: it has waited already, and a mail whose note is missing is sent once more. */
async function settle(
  { store }: Ports,
  note: Parameters<Store['messages']['settle']>[0],
): ReturnType<Store['messages']['settle']> {
  for (let tries = 1; ; tries++) {
    try {
      return await store.messages.settle(note)
    } catch (fault) {
      if (tries === mostNotes || !(fault instanceof PosternError && fault.code === 'busy')) throw fault
    }
  }
}

type Outcome = Settlement['outcome']

/** Nothing where this message is no longer ours to deliver. */
async function settlementOf(ports: Ports, tools: DeliveryTools, due: Due): Promise<Outcome | undefined> {
  const { message, scope } = due
  const now = ports.clock.now()
  if (message.facts.kind === 'none') return dropped(ports, due, now)
  if (message.deadline <= now) return { kind: 'expired', reason: message.reason ?? 'too-late' }
  // Nobody can write it any more, and what it holds must not lie about.
  if (!scope) return { kind: 'dropped', reason: 'application-gone' }
  const posted = { ...due, scope }
  if (message.channel === 'webhook') return callWebhook(ports, tools, posted)
  return throughOne(ports, tools, posted, await render(ports, posted, now))
}

/** Rendered all the same while somebody may wait for the answer beside it, who would see the time that it takes (invariant 10). */
async function dropped(ports: Ports, { message, scope, secrets }: Due, now: Instant): Promise<Outcome> {
  const facts = { ...message.facts, kind: 'sign-in' } as const
  if (scope && secrets) await render(ports, { scope, secrets, message: { ...message, facts } }, now)
  return { kind: 'dropped', reason: 'nothing-to-send' }
}

async function render(ports: Ports, posted: Posted, now: Instant): Promise<Rendered> {
  const { message, scope } = posted
  const secrets = posted.secrets ?? openSecrets(ports, posted)
  return ports.renderer.render({
    scope,
    message,
    worksUntil: earlier(worksUntil(message.facts.askedAt, now, scope), message.deadline),
    ...(secrets ? { secrets } : {}),
  })
}

async function throughOne(
  ports: Ports,
  tools: DeliveryTools,
  posted: Posted,
  rendered: Rendered,
): Promise<Outcome | undefined> {
  const { clock } = ports
  const transports = await transportsFor(ports, posted.scope, posted.message.channel)
  const probed = tools.circuits.probed(transports.map(({ name }) => name))
  if (probed) {
    await probed
    if (tools.isStopped() || isOthers(ports, posted)) return undefined
  }
  let reason = 'no-transport'
  let pause: Duration = 0
  for (const transport of transports) {
    const since = clock.now()
    const tried = tools.circuits.begin(transport.name, since)
    if (!tried) continue
    const handover = await handOver(tools, transport, rendered)
    const now = clock.now()
    tried.end(handover.kind === 'down', now)
    noteOutage(tools, { transport, handover, since, now })
    if (handover.kind === 'taken') return sent(ports, posted, transport, handover.reference)
    // What a server says is written down as far as it can be: a note that the store refuses would send the mail again.
    reason = keptOf(handover.reason)
    if (handover.kind === 'refused') return { kind: 'failed', reason, suppress: handover.suppress ?? false }
    if (handover.kind === 'later') {
      pause = handover.pause ?? 0
      break
    }
  }
  return again(ports, tools, posted, { reason, pause, transports })
}

interface Tried {
  readonly transport: Transport
  readonly handover: Handover
  readonly since: Instant
  readonly now: Instant
}

/** A mail that has to wait says nothing of its transport: neither that it fails nor that it works again. */
function noteOutage({ outages }: DeliveryTools, { transport, handover, since, now }: Tried): void {
  if (handover.kind === 'taken' || handover.kind === 'refused') outages.works(transport.name, since, now)
  else if (handover.kind === 'down' || handover.mend !== undefined) outages.fails(outageOf(transport, handover), now)
}

function outageOf({ name }: Transport, { reason, mend }: Extract<Handover, { readonly mend?: string }>): Outage {
  return { transport: name, reason: keptOf(reason), ...(mend !== undefined && { mend }) }
}

function openSecrets(ports: Ports, { message, scope }: Posted): Sealed | undefined {
  if (!message.sealed) return undefined
  return JSON.parse(ports.vault.open({ tenant: scope.tenant.id, purpose: 'message', row: message.id }, message.sealed))
}

function sent(ports: Ports, { message, scope }: Posted, transport: Transport, reference: string | undefined): Outcome {
  const until = earlier(worksUntil(message.facts.askedAt, ports.clock.now(), scope), message.deadline)
  return {
    kind: 'sent',
    transport: transport.name,
    worksUntil: until,
    ...(reference === undefined ? {} : { reference: keptOf(reference) }),
  }
}

interface Waiting {
  readonly reason: string
  readonly pause: Duration
  readonly transports: readonly Transport[]
}

function again(ports: Ports, tools: DeliveryTools, posted: Posted, { reason, pause, transports }: Waiting): Outcome {
  const { message } = posted
  const now = ports.clock.now()
  const at = later(
    later(retryAt(now, message.tries + 1), after(now, pause)),
    tools.circuits.opensAt(
      transports.map(({ name }) => name),
      now,
    ),
  )
  return at >= message.deadline ? { kind: 'failed', reason } : { kind: 'again', at, reason }
}

function eventOf(ports: Ports, now: Instant, { message }: Due, outcome: Outcome): EventDraft | undefined {
  // An event about a webhook's call would be told to the webhook.
  const isSilent = message.facts.kind === 'none' || message.channel === 'webhook'
  if (isSilent || outcome.kind === 'again') return undefined
  const { application, attempt } = message
  const about = { id: ports.vault.id<'event'>(now), application, ...(attempt && { attempt }) }
  if (outcome.kind === 'sent') return { ...about, type: 'link.delivered', reason: outcome.transport }
  return { ...about, type: 'link.failed', reason: outcome.reason }
}
