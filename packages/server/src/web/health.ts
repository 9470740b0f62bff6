/** `/health/live`: the process serves. `/health/ready`: and wants to be sent requests. For machines, under any Host. */
import { jsonReply, type Route } from 'postern/kit'

export interface Readiness {
  /** Whether the process is on its way out. */
  isDraining(): boolean
  isStoreReady(): Promise<boolean>
}

/** A look at the store is a write to its disk, and anybody may ask: one answer does for a second. */
const keepFor = 1_000

export function healthRoutes({ isDraining, isStoreReady }: Readiness): readonly Route[] {
  const isReady = atMostEvery(keepFor, isStoreReady)
  return [
    at('/health/live', () => jsonReply({ status: 'live' })),
    at('/health/ready', async () => {
      if (isDraining()) return jsonReply({ status: 'draining' }, 503)
      return (await isReady()) ? jsonReply({ status: 'ready' }) : jsonReply({ status: 'failing' }, 503)
    }),
  ]
}

function at(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, root: true, anyHost: true, handle }
}

function atMostEvery(milliseconds: number, look: () => Promise<boolean>): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined
  let until = 0
  return () => {
    if (answer === undefined || performance.now() >= until) {
      until = performance.now() + milliseconds
      answer = look().catch(() => false)
    }
    return answer
  }
}
