/** Users and sessions as the library shows them: plain values, typed by the options that describe them. */
import type { PosternUser } from '../domain/postern-user.ts'
import type { Session } from '../domain/session.ts'
import type { ShownUser } from '../ports/records.ts'

export type { PosternUser, UserData } from '../domain/postern-user.ts'

export interface PosternSession {
  readonly id: string
  readonly userId: string
  readonly createdAt: Date
  /** At most a minute behind. */
  readonly lastSeenAt: Date
  /** When it ends if it is not used before, or at last. */
  readonly expiresAt: Date
  /** Browser and system from a closed list, such as `Safari on iPhone`. */
  readonly device: string | null
  readonly place: string | null
  readonly methods: readonly string[]
}

export function publicUser<Role extends string, Data extends object>(
  user: ShownUser,
  roles: readonly string[],
): PosternUser<Role, Data> {
  return {
    id: user.id,
    email: user.email,
    emailVerified: !user.unproved,
    name: user.name ?? null,
    roles: roles as readonly Role[],
    data: (user.data ?? null) as Data | null,
    createdAt: new Date(user.createdAt),
  }
}

export function publicSession(session: Omit<Session, 'hash'>): PosternSession {
  return {
    id: session.id,
    userId: session.user,
    createdAt: new Date(session.createdAt),
    lastSeenAt: new Date(session.seenAt),
    expiresAt: new Date(Math.min(session.idleUntil, session.expiresAt)),
    device: session.asked.browser ?? null,
    place: session.asked.place ?? null,
    methods: session.methods,
  }
}
