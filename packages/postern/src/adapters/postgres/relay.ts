/**
 * Wake-up hints between nodes by LISTEN and NOTIFY. Hints only: one that is lost costs its reader a moment, until it
 * looks by itself. Topics of one turn travel together, beside the transactions and never inside one, as commits that
 * notify queue up behind each other.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Relay } from '../../ports/signals.ts'
import type { Connections, PgClient } from './pool.ts'

const channel = 'postern_wake'
/** PostgreSQL takes less than 8,000 bytes at once. */
const mostTopics = 100
const mostWaiting = 10_000

export function createRelay(connections: Connections): Relay & { close(): void } {
  const ending = new AbortController()
  const waiting = new Set<string>()
  let sending = false
  let listening: PgClient | undefined

  const send = async (): Promise<void> => {
    sending = true
    while (waiting.size > 0 && !ending.signal.aborted) {
      const topics = [...waiting].slice(0, mostTopics)
      for (const topic of topics) waiting.delete(topic)
      const text = 'SELECT 1 FROM pg_notify($1, $2)'
      await connections.ask({ text, values: [channel, topics.join(' ')] }).catch(() => undefined)
    }
    sending = false
  }

  const listen = async (hear: (topic: string) => void): Promise<void> => {
    while (!ending.signal.aborted) {
      await listenOnce(hear).catch(() => undefined)
      await pause(500, undefined, { signal: ending.signal, ref: false }).catch(() => undefined)
    }
  }

  /** Ends when the connection does. */
  const listenOnce = async (hear: (topic: string) => void): Promise<void> => {
    const client = await connections.client()
    const ended = new Promise<void>((resolve) => {
      client.on('error', () => resolve())
      client.on('end', () => resolve())
      ending.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    try {
      // Closed while the connection was made.
      if (ending.signal.aborted) return
      client.on('notification', ({ payload }) => {
        for (const topic of payload?.split(' ') ?? []) hear(topic)
      })
      listening = client
      await client.query({ text: `LISTEN ${channel}` })
      await ended
    } finally {
      listening = undefined
      client.release(true)
    }
  }

  return {
    tell(topic) {
      if (waiting.size >= mostWaiting) return
      waiting.add(topic)
      if (!sending) void send()
    },
    hear: (listener) => void listen(listener),
    close() {
      ending.abort()
      listening?.release(true)
      listening = undefined
    },
  }
}
