/**
 * `/health/live`: the process serves. `/health/ready`: and wants to be sent requests, with the state of each thing it
 * depends on, by its name and no more. For machines, under any Host.
 */
import { jsonReply, type Route } from 'postern/kit'

/** `late` and `failing` of what others could not do better keep the process in service: all would leave it at once. */
export type PartState = 'ok' | 'late' | 'failing'

export interface Readiness {
  /** Whether the process is on its way out. */
  isDraining(): boolean
  /** By name. Each answers within its own time, and may throw. */
  readonly parts: Readonly<Record<string, () => Promise<PartState>>>
  /** Those without which no request can be answered. */
  readonly vital: ReadonlySet<string>
}

/** A look at the store is a write to its disk, and anybody may ask: one answer does for a second. */
const keepFor = 1_000

export function healthRoutes({ isDraining, parts, vital }: Readiness): readonly Route[] {
  const look = atMostEvery(keepFor, () => lookAt(parts))
  return [
    at('/health/live', () => jsonReply({ status: 'live' })),
    at('/health/ready', async () => {
      if (isDraining()) return jsonReply({ status: 'draining' }, 503)
      const states = await look()
      const bad = Object.keys(states).filter((name) => states[name] !== 'ok')
      if (bad.some((name) => vital.has(name))) return jsonReply({ status: 'failing', parts: states }, 503)
      return jsonReply({ status: bad.length > 0 ? 'degraded' : 'ready', parts: states })
    }),
  ]
}

function at(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, root: true, anyHost: true, handle }
}

async function lookAt(parts: Readiness['parts']): Promise<Readonly<Record<string, PartState>>> {
  const looks = Object.entries(parts).map(
    async ([name, look]) => [name, await look().catch((): PartState => 'failing')] as const,
  )
  return Object.fromEntries(await Promise.all(looks))
}

function atMostEvery<T>(milliseconds: number, look: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  let until = 0
  return () => {
    if (answer === undefined || performance.now() >= until) {
      until = performance.now() + milliseconds
      answer = look()
    }
    return answer
  }
}
