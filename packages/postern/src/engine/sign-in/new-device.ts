/** A browser that does not know its user: she is told, and may end what it began (invariant 14). */
import type { Method } from '../../domain/session.ts'
import type { Turn } from '../rules/turn.ts'
import { primaryOf } from '../rules/undo.ts'
import { type Notice, prepareNotice } from './notice.ts'
import type { Completion } from './outcome.ts'

const ways: Readonly<Record<Method, string>> = {
  'email-link': 'link',
  'email-code': 'code',
  approved: 'number',
  vouched: 'link',
  support: 'link',
}

/**
 * None for a first sign-in, which is no news, nor after an approval, which has a mail of its own. Always after a support
 * link: a helper may have used it herself.
 */
export function newDeviceNotice(turn: Turn, { attempt, subject, client, method }: Completion): Notice | undefined {
  const { user, knownBrowser } = subject
  if (!user) return undefined
  const isNews = !knownBrowser && method !== 'approved' && turn.scope.application.newDeviceMail
  if (!isNews && attempt.about?.mode !== 'support') return undefined
  return prepareNotice(turn, {
    attempt,
    kind: 'new-device',
    to: primaryOf(user),
    locale: user.locale ?? attempt.locale,
    asked: client.asked,
    askedAt: turn.now,
    about: { way: ways[method] },
  })
}
