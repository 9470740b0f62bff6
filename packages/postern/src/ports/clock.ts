import type { Instant } from '../domain/instant.ts'

/** One clock decides every expiry and window. It never goes back and never sleeps; loops live at the roof. */
export interface Clock {
  now(): Instant
}
