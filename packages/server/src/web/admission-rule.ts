/**
 * Who is let in when there is more to do than can be done. What is begun goes before what is new: whoever holds a mail
 * of ours has waited for it. Knows requests by method and path, and looks at nothing else of them.
 */

export type Rank = 'health' | 'finishing' | 'stream' | 'other'

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

/** `underWay`: requests that wait for their turn, or that are worked on. */
export function admits(rank: Rank, underWay: number, maxInFlight: number): boolean {
  if (rank === 'health') return true
  return underWay < maxInFlight * (rank === 'finishing' ? forFinishing : 1)
}

function pathOf(url = '/'): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}
