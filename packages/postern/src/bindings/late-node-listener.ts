/**
 * The Node listener, loaded by the first request that comes through it: importing the library does not load Node's HTTP
 * stack, which other hosts never need.
 */
import type { Hono } from 'hono'
import type { Env } from '../http/headers.ts'
import type { NodeListener } from './node-listener.ts'

export function lateNodeListener(appOf: () => Hono<Env> | Promise<Hono<Env>>, base: string): NodeListener {
  let listener: NodeListener | undefined
  let loading: Promise<NodeListener> | undefined
  const load = async (): Promise<NodeListener> => {
    const { nodeListener } = await import('./node-listener.ts')
    listener = nodeListener(appOf, base)
    return listener
  }
  return (incoming, outgoing) => {
    if (listener) return listener(incoming, outgoing)
    loading ??= load()
    void loading.then((loaded) => loaded(incoming, outgoing))
  }
}
