/** What tabs of one browser tell each other: who is in, never how. */

export interface Tabs {
  tell(news: News): void
}

/** The id of who is in, `null` for nobody; `out` when somebody has just signed out. */
export type News = { readonly user: string | null; readonly out?: boolean }

/**
 * Silent where there are no tabs: on a server, on a phone. `wake` is called when this one comes to the front, or back from
 * the browser's memory of pages: hosted pages tell nobody what happened there.
 */
export function joinTabs(name: string, hear: (news: News) => void, wake: () => void): Tabs {
  if (typeof document === 'undefined') return { tell: () => undefined }
  document.addEventListener('visibilitychange', () => document.hidden || wake())
  addEventListener('pageshow', ({ persisted }) => persisted && wake())
  const channel = openChannel(name)
  if (channel) channel.onmessage = ({ data }) => hear(data as News)
  return { tell: (news) => channel?.postMessage(news) }
}

/** None where the browser knows none, or refuses it: Firefox does with storage blocked. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name)
  } catch {
    return undefined
  }
}
