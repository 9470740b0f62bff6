/** `/health/live`: the process serves. `/health/ready`: and wants to be sent requests. For machines, under any Host. */
import { jsonReply, type Route } from 'postern/kit'

export interface Readiness {
  /** Whether the process is on its way out. */
  readonly draining: boolean
}

export function healthRoutes(readiness: Readiness): readonly Route[] {
  return [at('/health/live', () => jsonReply({ status: 'live' })), at('/health/ready', ({ http }) => ready(http.ready))]

  async function ready(isStoreReady: () => Promise<boolean>): Promise<Response> {
    if (readiness.draining) return jsonReply({ status: 'draining' }, 503)
    return (await isStoreReady()) ? jsonReply({ status: 'ready' }) : jsonReply({ status: 'failing' }, 503)
  }
}

function at(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, root: true, anyHost: true, handle }
}
