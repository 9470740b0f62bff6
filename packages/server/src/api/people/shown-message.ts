/** A message on the wire: where it stands and why. Never what it says, and its secrets are not even read. */
import { iso, type Message, maskEmailAddress } from 'postern/kit'
import { z } from 'zod'
import { time } from '../schemas.ts'

export const messageStates = ['held', 'queued', 'sent', 'failed', 'expired', 'dropped'] as const

export const messageShape = z
  .strictObject({
    id: z.string(),
    channel: z.string(),
    kind: z.string(),
    application: z.string().nullable(),
    attempt: z.string().nullable(),
    to: z.string().describe('Masked'),
    state: z.enum(messageStates),
    reason: z.string().nullable(),
    tries: z.int(),
    createdAt: time,
    nextAt: time.nullable().describe('When it is tried next, while it waits'),
    endedAt: time.nullable(),
    deadline: time,
  })
  .meta({ id: 'Message' })

export function shownMessage(message: Message) {
  const { id, channel, facts, application, attempt, to, state, reason, tries, lease } = message
  const waits = state === 'queued' || state === 'held'
  return {
    id,
    channel,
    kind: facts.kind,
    application: application === '' ? null : application,
    attempt: attempt ?? null,
    to: channel === 'mail' ? maskEmailAddress(to.address) : to.address,
    state: state as (typeof messageStates)[number],
    reason: reason ?? null,
    tries,
    createdAt: iso(message.createdAt),
    nextAt: state === 'queued' ? iso(message.nextAt) : null,
    endedAt: waits ? null : iso(lease.until),
    deadline: iso(message.deadline),
  }
}
