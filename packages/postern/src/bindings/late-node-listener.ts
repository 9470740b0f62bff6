/** The Node listener, loaded by the first request that comes through it. */
import type { Hono } from 'hono'
import type { Env } from '../http/headers.ts'
import type { NodeListener, nodeListener } from './node-listener.ts'

export function lateNodeListener(
  loadListener: () => Promise<{ readonly nodeListener: typeof nodeListener }>,
  appOf: () => Hono<Env> | Promise<Hono<Env>>,
  base: string,
): NodeListener {
  let listener: NodeListener | undefined
  let loading: Promise<NodeListener> | undefined
  const load = async (): Promise<NodeListener> => {
    const { nodeListener } = await loadListener()
    listener = nodeListener(appOf, base)
    return listener
  }
  return (incoming, outgoing) => {
    if (listener) return listener(incoming, outgoing)
    loading ??= load()
    void loading.then((loaded) => loaded(incoming, outgoing))
  }
}
