/** One core for the server, another for the load. Where that cannot be had, nothing is pinned. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Cores {
  readonly server: number
  readonly load: number
}

/** Pins this process, all its threads, to the second core it may use. */
export function pinLoad(): Cores | undefined {
  const [server, load] = allowedCores()
  if (server === undefined || load === undefined) return undefined
  const done = spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(load), String(process.pid)])
  return done.status === 0 ? { server, load } : undefined
}

function allowedCores(): readonly number[] {
  try {
    const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? ''
    return list.split(',').flatMap((part) => {
      const [first = 0, last = first] = part.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, at) => first + at)
    })
  } catch {
    return []
  }
}
