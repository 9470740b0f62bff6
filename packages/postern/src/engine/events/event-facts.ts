/**
 * What a seal covers of an event. With which browser and from where stays outside, so that it can be forgotten with its
 * person: the chain holds what happened, whose id it was about, and who did it.
 */
import type { Event } from '../../domain/event.ts'

/** As text, in an order that never changes: seals of before are computed from it too. */
export function factsOf(event: Event): string {
  return JSON.stringify([
    event.sequence,
    event.id,
    event.type,
    event.at,
    event.application,
    event.attempt ?? '',
    event.user ?? '',
    event.session ?? '',
    event.reason ?? '',
    ...(event.actor !== undefined || aboutOf(event) !== '' ? [event.actor ?? '', aboutOf(event)] : []),
  ])
}

/** What is damaged is sealed as it is: the others of its batch need not wait until somebody mends it. */
const aboutOf = ({ about, unreadable }: Event): string => unreadable?.about ?? (about ? JSON.stringify(about) : '')

export const digestLength = 4
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Of an event’s facts: four letters that point at the row which is another one. They prove nothing, the seal does: so
 * they need no key, and FNV-1a of 32 bits, of which 24 are kept, is enough.
 */
export function digestOf(facts: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < facts.length; at++) hash = Math.imul(hash ^ facts.charCodeAt(at), 0x01000193)
  hash ^= hash >>> 15
  return [18, 12, 6, 0].map((shift) => alphabet[(hash >>> shift) & 63]).join('')
}
