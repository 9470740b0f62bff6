/** Work of one turn of the event loop shares one durable commit; nothing is answered before that commit is on disk. */
import type { DatabaseSync } from 'node:sqlite'

export type Submit = <T>(work: () => T, committed: (result: T) => void) => void

export function groupCommit(database: DatabaseSync): Submit {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  let waiting: (() => () => void)[] = []
  const flush = () => {
    const batch = waiting
    waiting = []
    begin.run()
    const answers = batch.map((work) => work())
    commit.run()
    for (const answer of answers) answer()
  }
  return (work, committed) => {
    if (waiting.length === 0) setImmediate(flush)
    waiting.push(() => {
      const result = work()
      return () => committed(result)
    })
  }
}
