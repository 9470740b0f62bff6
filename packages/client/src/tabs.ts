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
  if (typeof BroadcastChannel === 'undefined') return { tell: () => undefined }
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }) => hear(data as News)
  return { tell: (news) => channel.postMessage(news) }
}
