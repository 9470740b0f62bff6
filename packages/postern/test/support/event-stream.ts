/** A waiting page's event stream, read state by state. */
import type { Browser } from './browser.ts'
import { base, type World } from './world.ts'

export interface EventStream {
  /** The next state, or nothing when the stream has ended. */
  next(): Promise<string | undefined>
  cancel(): Promise<void>
}

export function eventsOf(world: World, browser: Browser, attemptId: string): EventStream {
  const url = `${world.origin}${base}/attempts/${attemptId}/events`
  const headers = { cookie: browser.jar.header() ?? '', 'sec-fetch-site': 'same-origin', accept: 'text/event-stream' }
  const opening = world.handle(new Request(url, { headers })).then((response) => {
    if (response.status !== 200 || !response.body) throw new Error(`no stream: ${response.status}`)
    return response.body.getReader()
  })
  const decoder = new TextDecoder()
  let text = ''
  return {
    async next() {
      const reader = await opening
      for (;;) {
        const found = /event: state\ndata: ([a-z-]+)\n\n/.exec(text)
        if (found) {
          text = text.slice(found.index + found[0].length)
          return found[1]
        }
        const { done, value } = await reader.read()
        if (done) return undefined
        text += decoder.decode(value, { stream: true })
      }
    },
    cancel: async () => (await opening).cancel(),
  }
}
