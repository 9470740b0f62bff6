/** One core for the server, another for the crowd, where the system can keep processes to one. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Cores {
  readonly server: number | undefined
  readonly crowd: number | undefined
}

export function twoCores(): Cores {
  const [server, crowd] = allowed()
  const canPin = crowd !== undefined && spawnSync('taskset', ['--version']).status === 0
  return canPin ? { server, crowd } : { server: undefined, crowd: undefined }
}

function allowed(): readonly number[] {
  try {
    const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? ''
    return list.split(',').flatMap((part) => {
      const [first = 0, last = first] = part.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, at) => first + at)
    })
  } catch {
    return []
  }
}
