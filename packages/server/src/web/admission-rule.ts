/**
 * Who is let in when there is more to do than can be done. What is begun goes before what is new: whoever holds a mail
 * of ours has waited for it, and whoever asks for one that cannot leave would wait in vain. Knows requests by method
 * and path, and looks at nothing else of them.
 */

import type { Backlog } from 'postern/kit'
import { isBehind } from './is-behind.ts'

/** `asking` wants a mail. */
export type Rank = 'health' | 'finishing' | 'stream' | 'asking' | 'other'

/** What this process has taken on and not done. */
export interface Burden {
  /** Requests that wait for their turn, or that are worked on. */
  readonly underWay: number
  readonly maxInFlight: number
  /** Mails for which there was no connection yet, for each transport. */
  readonly mails: Iterable<Backlog>
}

/** By so much further those go who finish what they have begun. */
const forFinishing = 2

const health = /^\/(?:health\/|metrics$)/
const finishing = /\/(?:verify|confirm|approve|claim|open|cancel|exchange|passwordless\/login)$/
const asking = /\/(?:magic-link|resend|apps\/[^/]+\/sign-in|passwordless\/send|accept)$/

/** What the router reads as another path: escapes, dots, a whole URL. Nobody gets before others by writing so. */
const odd = /^[^/]|%|\/\./

export function rankOf(method: string | undefined, url: string | undefined): Rank {
  const path = pathOf(url)
  if (odd.test(path)) return method === 'POST' ? 'asking' : 'other'
  if (method === 'POST') return finishing.test(path) ? 'finishing' : asking.test(path) ? 'asking' : 'other'
  if (health.test(path)) return 'health'
  return path.endsWith('/events') ? 'stream' : 'other'
}

/** `no-room`: it would wait too long to be worked on. `no-mail`: its mail would wait too long to be sent. */
export type Ruling = 'enter' | 'no-room' | 'no-mail'

export function rule(rank: Rank, burden: Burden): Ruling {
  if (rank === 'health') return 'enter'
  if (burden.underWay >= burden.maxInFlight * (rank === 'finishing' ? forFinishing : 1)) return 'no-room'
  return rank === 'asking' && noneKeepsUp(burden) ? 'no-mail' : 'enter'
}

/** Whose mail it will be is not known here: while one transport keeps up, it may be one of that. */
function noneKeepsUp({ mails, maxInFlight }: Burden): boolean {
  let isAny = false
  for (const mail of mails) {
    if (!isBehind(mail, maxInFlight)) return false
    isAny = true
  }
  return isAny
}

function pathOf(url = '/'): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}
