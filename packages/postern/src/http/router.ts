/**
 * Which route takes a call. A path without parameters is looked up, and goes before one that only fits; the others are
 * searched. Of Hono's routers, the quick one cannot hold `/sessions/:id` beside `/sessions/revoke-others`, and the one
 * that can searches for every call.
 */
import type { Result, Router } from 'hono/router'
import { TrieRouter } from 'hono/router/trie-router'

export function createRouter<T>(): Router<T> {
  const exact = new Map<string, Result<T>>()
  const fitting = new TrieRouter<T>()
  return {
    name: 'exact-first',
    add(method, path, handler) {
      const key = `${method} ${path}`
      if (/[:*]/.test(path)) fitting.add(method, path, handler)
      else if (!exact.has(key)) exact.set(key, [[[handler, {}]]])
    },
    match: (method, path) => exact.get(`${method} ${path}`) ?? fitting.match(method, path),
  }
}
