/**
 * Leaving without dropping anybody: nobody new is let in, whoever is on the line is answered and told that the line
 * ends, and only then is it cut.
 */
import type { ServerResponse } from 'node:http'
import { Server as Listener } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Listening } from './http-servers.ts'

export interface Drain {
  /** How long a connection without a request is left open for one that may be on its way. */
  readonly idle: number
  /** How long requests under way may take. */
  readonly longest: number
}

const lookEvery = 25

/** Resolves when every connection is closed, or cut when its time was over. */
export async function drain({ servers }: Listening, { idle, longest }: Drain): Promise<void> {
  const begun = performance.now()
  // `http.Server.close` would cut connections that rest between two requests, and a request on its way with them.
  const closed = Promise.all(
    servers.map((server) => new Promise<void>((resolve) => Listener.prototype.close.call(server, () => resolve()))),
  )
  let isClosed = false
  void closed.then(() => (isClosed = true))
  while (!isClosed) {
    await pause(lookEvery)
    const passed = performance.now() - begun
    for (const server of servers) {
      if (passed >= longest) server.closeAllConnections()
      else if (passed >= idle) server.closeIdleConnections()
    }
  }
}

/** Tells a caller, with his answer, that this connection takes no further request. */
export function isLastAnswer(outgoing: ServerResponse): void {
  outgoing.shouldKeepAlive = false
}
