/**
 * Who is let in when there is more to do than can be done. What is begun goes before what is new: whoever holds a mail
 * of ours has waited for it. Knows requests by method and path, and looks at nothing else of them.
 */

export type Rank = 'health' | 'finishing' | 'stream' | 'other'

export interface Load {
  /** Requests that were read and are not answered yet. */
  readonly inFlight: number
  /** Milliseconds since the event loop last came round. */
  readonly behind: number
  /** Requests let in since then. */
  readonly thisTurn: number
}

/** What the event loop may find in one turn before the rest of it is refused, in milliseconds. */
export const longestTurn = 60
/** A turn that is long with fewer requests is no crowd: the machine was busy elsewhere. */
export const fewestInTurn = 64
/** By so much further those go who finish what they have begun. */
const forFinishing = 2

const health = /^\/(?:health\/|metrics$)/
const finishing = /\/(?:verify|confirm|approve|claim|open|cancel|exchange)$/

export function rankOf(method: string | undefined, url: string | undefined): Rank {
  const path = pathOf(url)
  if (method === 'POST') return finishing.test(path) ? 'finishing' : 'other'
  if (health.test(path)) return 'health'
  return path.endsWith('/events') ? 'stream' : 'other'
}

export function admits(rank: Rank, { inFlight, behind, thisTurn }: Load, maxInFlight: number): boolean {
  if (rank === 'health') return true
  const share = rank === 'finishing' ? forFinishing : 1
  const isLong = thisTurn >= fewestInTurn && behind >= longestTurn * share
  return inFlight < maxInFlight * share && !isLong
}

function pathOf(url = '/'): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}
