/**
 * Ids: 128 bits as 26 lower-case letters of Crockford's base 32 (the ULID layout): 48 bits of milliseconds, then 80
 * random bits. Sorting ids sorts by time, so new rows land on the right edge of every index. An id is public and
 * proves nothing.
 */
import type { Brand } from './brand.ts'
import type { Instant } from './instant.ts'

export type Id<N extends string> = Brand<string, N>

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const shape = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/
const timeLength = 10

/** Builds an id from a moment and ten random bytes. */
export function formatId<N extends string>(now: Instant, random: Uint8Array): Id<N> {
  return (timePart(now) + randomPart(random)) as Id<N>
}

/** The id, if the text is one, letter for letter: no other case, no padding. */
export function parseId<N extends string>(text: string): Id<N> | undefined {
  return shape.test(text) ? (text as Id<N>) : undefined
}

const userShape = /^[A-Za-z0-9_-]{1,64}$/

/** A user's id, if the text may be one: our own, or one that was brought from another system. */
export function parseUserId(text: string): Id<'user'> | undefined {
  return userShape.test(text) ? (text as Id<'user'>) : undefined
}

/** When the id was made. Not for users: theirs may come from elsewhere. */
export function timeOfId(id: Id<string>): Instant {
  let time = 0
  for (let at = 0; at < timeLength; at++) time = time * 32 + alphabet.indexOf(id[at] ?? '0')
  return time as Instant
}

let lastTime = -1
let lastTimePart = ''

function timePart(now: Instant): string {
  if (now === lastTime) return lastTimePart
  let rest = Math.max(0, Math.floor(now))
  let text = ''
  for (let at = 0; at < timeLength; at++) {
    text = alphabet[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  lastTime = now
  lastTimePart = text
  return text
}

function randomPart(random: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (let at = 0; at < 10; at++) {
    held = (held << 8) | (random[at] ?? 0)
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return text
}
