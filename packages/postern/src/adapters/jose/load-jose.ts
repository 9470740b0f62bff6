import type * as Jose from 'jose'

let loading: Promise<typeof Jose> | undefined

/** Whoever signs nothing loads nothing. */
export function loadJose(): Promise<typeof Jose> {
  loading ??= import('jose')
  return loading
}
