import { isIP } from 'node:net'
import { isLoopback } from 'postern/kit'
import { isPublic } from './permitted.ts'

/** Whether a host is one that is refused whenever it is called, by what it says alone. What a name leads to is judged then. */
export function isNeverPublic(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  return isLoopback(bare) || (isIP(bare) !== 0 && !isPublic(bare))
}
