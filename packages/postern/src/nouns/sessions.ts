/** `auth.sessions`: where users are signed in, and ending it, for code of the host application. */
import { type Id, parseId } from '../domain/id.ts'
import { checkKind, type Kinds, text } from '../domain/kinds.ts'
import type { Scope } from '../domain/scope.ts'
import type { Engine } from '../engine/engine.ts'
import { checkArgument } from './checks.ts'
import { type PosternSession, publicSession } from './public-user.ts'

export interface SessionsNoun {
  /** The live sessions of a user, newest first. */
  list(userId: string): Promise<readonly PosternSession[]>
  /** Ends one session at once, and its browser is a known one no longer. `unknown` if there is none of that id. */
  revoke(sessionId: string): Promise<{ readonly status: 'revoked' | 'unknown' }>
  /**
   * Ends all sessions of a user, but for the one named, and forgets all her known browsers but its own. Answers how many
   * sessions there were.
   */
  revokeAll(userId: string, options?: { readonly except?: string }): Promise<{ readonly revoked: number }>
}

const revokingAll: Kinds<{ except: string }> = { except: text }

export function sessionsNoun(engineOf: () => Promise<Engine>, scope: Scope): SessionsNoun {
  return {
    async list(userId) {
      checkKind('userId', userId, text)
      const engine = await engineOf()
      const sessions = await engine.listSessions(scope, { user: userId as Id<'user'> })
      return sessions.map(publicSession)
    },
    async revoke(sessionId) {
      checkKind('sessionId', sessionId, text)
      const session = parseId<'session'>(sessionId)
      if (!session) return { status: 'unknown' }
      const engine = await engineOf()
      return { status: (await engine.revokeSession(scope, { session })).kind }
    },
    async revokeAll(userId, options = {}) {
      checkKind('userId', userId, text)
      checkArgument('options', options, revokingAll)
      const engine = await engineOf()
      const stays = options.except === undefined ? {} : { except: options.except as Id<'session'> }
      return engine.revokeSessions(scope, { user: userId as Id<'user'>, ...stays })
    },
  }
}
