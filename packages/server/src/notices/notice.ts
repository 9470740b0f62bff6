/** What mail services tell of a mail after they took it, in our words. */
import type { Instant } from 'postern/kit'

export interface Notice {
  /** The id of the message's row, which travelled with the mail. */
  readonly message: string
  /** The notice's own id: told twice, it counts once. */
  readonly id: string
  readonly kind: 'bounced' | 'complained' | 'delayed'
  /** Whether the address itself is bad: no such mailbox, as far as the service can tell. */
  readonly badAddress: boolean
  /** Of a bounce: `hard` where trying again would not help. */
  readonly reason?: 'hard' | 'soft'
  /**
   * Where it is known whom the mail was for: keys of addresses. One that is not the message's says that the mail was handed
   * on, and then it is not known whether the address itself is bad.
   */
  readonly recipients?: readonly string[]
  /** The enhanced status that the mail server gave (RFC 3463); none of its text. */
  readonly status?: string
}

export interface Posted {
  header(name: string): string | undefined
  readonly body: string
  readonly now: Instant
  /** What this tenant's notices of this service are verified by. */
  readonly secret: string
}

export type Reading =
  /** Not from the service, not for this tenant, or too old. */
  { readonly kind: 'unverified' } | { readonly kind: 'notices'; readonly notices: readonly Notice[] }

export const unverified: Reading = { kind: 'unverified' }

export const notices = (...found: readonly (Notice | undefined)[]): Reading => ({
  kind: 'notices',
  notices: found.filter((each) => each !== undefined),
})

type Fields = Readonly<Record<string, unknown>>

/** A bounce, by what the service calls permanent and by the status that the mail server gave. */
export function bounce(
  { message, id }: { readonly message: unknown; readonly id: unknown },
  {
    permanent,
    status,
    recipients,
  }: { readonly permanent: boolean; readonly status?: unknown; readonly recipients?: readonly string[] },
): Notice | undefined {
  const enhanced = statusOf(status)
  return notice({ message, id }, 'bounced', {
    // 5.7 and the like speak of policy, 5.1.7 and 5.1.8 of the sender: nothing is wrong with the address.
    badAddress: permanent && (enhanced === undefined || /^5\.1\.(?![78]$)/.test(enhanced)),
    reason: permanent ? 'hard' : 'soft',
    ...(enhanced !== undefined && { status: enhanced }),
    ...(recipients && { recipients }),
  })
}

export function notice(
  { message, id }: { readonly message: unknown; readonly id: unknown },
  kind: Notice['kind'],
  { badAddress = false, ...more }: Partial<Pick<Notice, 'badAddress' | 'reason' | 'status' | 'recipients'>> = {},
): Notice | undefined {
  if (typeof message !== 'string' || (typeof id !== 'string' && typeof id !== 'number')) return undefined
  return { message, id: String(id), kind, badAddress, ...more }
}

function statusOf(status: unknown): string | undefined {
  return /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(typeof status === 'string' ? status : '')?.[1]
}

/** A member of JSON that somebody else wrote. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

export function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
