/**
 * The version of a user that a caller insists on. It is part of what the write relies on: whoever else changed her
 * meanwhile wins, and the next look says so.
 */
import type { User } from '../../domain/user.ts'

export interface Insisting {
  /** The only version of the user that is to be changed; any, where none is named. */
  readonly version?: number | undefined
}

/** She is of another version than the caller insists on. */
export interface Stale {
  readonly kind: 'stale'
}

export const isStale = ({ version }: Insisting, user: Pick<User, 'version'>): boolean =>
  version !== undefined && version !== user.version
