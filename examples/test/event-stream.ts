/** A page's stream of server-sent events, opened over the network. */
import { expect } from 'vitest'

export interface Stream {
  /** The next piece of text, empty at the end. */
  next(): Promise<string>
  leave(): Promise<void>
}

/** Tries for five seconds: whoever went away before may not have been noticed yet. */
export async function openStream(url: string, cookie: string): Promise<Stream> {
  for (let tries = 0; ; tries++) {
    const leaving = new AbortController()
    const response = await fetch(url, { headers: { cookie }, signal: leaving.signal })
    if (response.status === 200) return toStream(response, leaving)
    if (tries === 100) throw new Error(`no stream: ${response.status} ${await response.text()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function toStream(response: Response, leaving: AbortController): Stream {
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  return {
    next: async () => (await reader?.read())?.value ?? '',
    async leave() {
      leaving.abort()
      await reader?.closed.catch(() => undefined)
    },
  }
}

/** Opens and leaves streams, sees that each that went away made room, and that the last tells how it ended. */
export async function waitInStreams(url: string, cookie: string, complete: () => Promise<unknown>): Promise<void> {
  // Two are allowed at once.
  for (let round = 0; round < 3; round++) {
    const streams = [await openStream(url, cookie), await openStream(url, cookie)]
    expect((await fetch(url, { headers: { cookie } })).status).toBe(503)
    for (const stream of streams) expect(await stream.next()).toContain('data: waiting')
    for (const stream of streams) await stream.leave()
  }
  const stream = await openStream(url, cookie)
  expect(await stream.next()).toContain('data: waiting')
  await complete()
  expect(await stream.next()).toContain('data: completed-here')
  expect(await stream.next()).toBe('')
}
