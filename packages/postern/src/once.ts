/** Remembers what was heard of lately: a bounded list of words, each with its end. */
import type { Instant } from './domain/instant.ts'
import type { Ports } from './ports/ports.ts'

const most = 10_000

export function createOnce(now: () => Instant): Ports['once'] {
  const heard = new Map<string, Instant>()
  return (what, until) => {
    const known = heard.get(what)
    if (known !== undefined && known > now()) return false
    heard.delete(what)
    const oldest = heard.size >= most ? heard.keys().next().value : undefined
    if (oldest !== undefined) heard.delete(oldest)
    heard.set(what, until)
    return true
  }
}
