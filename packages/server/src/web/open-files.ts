/** How many files, sockets among them, this process may hold. Node has raised it as far as it may before we are asked. */
import { readFileSync } from 'node:fs'

/** `undefined` where the system does not tell, or sets no limit. */
export function openFilesLimit(): number | undefined {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))?.[1]
    return soft === undefined ? undefined : Number(soft)
  } catch {
    return undefined
  }
}

/** Kept for the database, the mail server and files: a process that has no file left for them serves nobody. */
const kept = 128

/** Connections that leave the process what it needs. */
export function mostConnections(limit: number | undefined): number | undefined {
  return limit === undefined ? undefined : Math.max(Math.floor(limit / 2), limit - kept)
}
