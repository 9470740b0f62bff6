/** The HTTP app of a mount: loaded and made by the first request, on what is behind the doors. */
import { Hono } from 'hono'
import { give } from './http/answer.ts'
import type { Env } from './http/headers.ts'
import { problemReply } from './http/reply.ts'
import { loadApp } from './late.ts'
import type { Opened } from './open-once.ts'
import type { Workings } from './workings.ts'

/** One that cannot be opened answers that it is busy, and is tried again by the next request. */
export function appAtFirstRequest(
  workings: Pick<Opened<Workings>, 'open'>,
  onFault: (fault: unknown) => void,
): () => Hono<Env> | Promise<Hono<Env>> {
  let app: Hono<Env> | undefined
  const open = async (): Promise<Hono<Env>> => {
    // Together: neither waits for the other's files.
    const [{ createApp }, { http }] = await Promise.all([loadApp(), workings.open()])
    app ??= createApp(http)
    return app
  }
  const busy = (fault: unknown): Hono<Env> => {
    onFault(fault)
    return new Hono<Env>().all('*', (c) => give(c, problemReply('busy')))
  }
  return () => app ?? open().catch(busy)
}
