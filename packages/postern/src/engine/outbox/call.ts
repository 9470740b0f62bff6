/** One call of a webhook: its body opened, handed to the caller, its answer turned into what becomes of the message. */
import { after, later } from '../../domain/instant.ts'
import type { CallContent } from '../../domain/message.ts'
import type { Ports, Posted } from '../../ports/ports.ts'
import type { Settlement } from '../../ports/records.ts'
import type { Handover } from '../../ports/transport.ts'
import { callAgainAt, callLimit } from '../rules/lifetimes.ts'
import type { DeliveryTools } from './delivery-tools.ts'

type Outcome = Settlement['outcome']

export async function callWebhook(
  ports: Ports,
  { circuits, deadline }: Pick<DeliveryTools, 'circuits' | 'deadline'>,
  { message, scope }: Posted,
): Promise<Outcome> {
  const { webhooks, vault } = ports
  if (!webhooks || !message.sealed) return { kind: 'dropped', reason: 'nothing-to-send' }
  const { id: tenant } = scope.tenant
  const sealed = vault.open({ tenant, purpose: 'message', row: message.id }, message.sealed)
  const { body } = JSON.parse(sealed) as CallContent
  const call = { tenant, webhook: message.to.address, id: message.facts.about?.['event'] ?? message.id, body }
  const limit = deadline(callLimit)
  try {
    const handover = await webhooks.send(call, limit.signal)
    circuits.record(call.webhook, handover.kind === 'down', ports.clock.now())
    return outcomeOf(ports, message, handover)
  } finally {
    limit.clear()
  }
}

function outcomeOf({ clock }: Ports, { id, tries, deadline }: Posted['message'], handover: Handover): Outcome {
  const now = clock.now()
  if (handover.kind === 'taken') {
    const { reference } = handover
    return { kind: 'sent', transport: 'webhook', worksUntil: now, ...(reference !== undefined && { reference }) }
  }
  const { reason } = handover
  if (handover.kind === 'refused') return { kind: 'failed', reason }
  const pause = handover.kind === 'later' ? (handover.pause ?? 0) : 0
  const at = later(callAgainAt(now, Math.max(1, tries), spreadOf(id)), after(now, pause))
  return at >= deadline ? { kind: 'failed', reason } : { kind: 'again', at, reason }
}

/** From 0 to 1, by the random end of the id. */
const spreadOf = (id: string): number => Number.parseInt(id.slice(-3), 36) / 36 ** 3
