/**
 * An invitation: leave for one address to join an application, with roles, until a day. It is kept as one document per
 * application and address, so that inviting anew replaces; its secret is an artifact that names the document.
 */
import type { EmailAddress } from './email-address.ts'
import type { Id } from './id.ts'
import type { Instant } from './instant.ts'

export interface Invitation {
  readonly id: Id<'invitation'>
  readonly address: EmailAddress
  readonly roles: readonly string[]
  readonly locale: string
  /** Who invites, in the host application's words. */
  readonly invitedBy?: string
  /** Becomes the user's data, if accepting makes the account. */
  readonly data?: Readonly<Record<string, unknown>>
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly state: 'open' | 'accepted' | 'revoked'
  /** When it was accepted or revoked, and by whom accepted. */
  readonly endedAt?: Instant
  readonly user?: Id<'user'>
}

export const invitationKind = 'invitation'

/** The id of the document. */
export function invitationKey(application: Id<'application'>, address: EmailAddress): string {
  return `${application}/${address.key}`
}
