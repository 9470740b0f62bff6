/** Who calls: the questions that every handler of an application asks. One read each. */
import { PosternError } from '../domain/errors.ts'
import { checkKind } from '../domain/kinds.ts'
import type { CurrentSession } from '../engine/rules/current-session.ts'
import type { SignedInUser } from '../engine/sessions/read-user.ts'
import type { CallerSource } from '../http/sender.ts'
import { callerSource } from './checks.ts'
import { type PosternSession, type PosternUser, publicSession, publicUser } from './public-user.ts'

export interface CallerVerbs<Role extends string, Data extends object> {
  /** Who is signed in, or `null`. */
  getUser(from: CallerSource): Promise<PosternUser<Role, Data> | null>
  /** The same, for code that needs somebody: throws a `PosternError` with the code `unauthenticated`. */
  requireUser(from: CallerSource): Promise<PosternUser<Role, Data>>
  getSession(from: CallerSource): Promise<PosternSession | null>
}

/** How a caller is known: with the session, or as a user alone, which costs less. */
export interface Callers {
  readonly current: (from: CallerSource) => Promise<CurrentSession | undefined>
  readonly currentUser: (from: CallerSource) => Promise<SignedInUser | undefined>
}

export function callerVerbs<Role extends string, Data extends object>({
  current,
  currentUser,
}: Callers): CallerVerbs<Role, Data> {
  return {
    async getUser(from) {
      checkKind('from', from, callerSource)
      const found = await currentUser(from)
      return found ? publicUser(found.user, found.roles) : null
    },
    async requireUser(from) {
      checkKind('from', from, callerSource)
      const found = await currentUser(from)
      if (!found) throw new PosternError('unauthenticated')
      return publicUser(found.user, found.roles)
    },
    async getSession(from) {
      checkKind('from', from, callerSource)
      const found = await current(from)
      return found ? publicSession(found.session) : null
    },
  }
}
