import type * as jose from 'jose'

type Jose = typeof jose

let loading: Promise<Jose> | undefined

/** Whoever signs nothing loads nothing. */
export function loadJose(): Promise<Jose> {
  loading ??= import('jose')
  return loading
}
