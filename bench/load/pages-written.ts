/**
 * Which pages a SQLite database's write-ahead log was given, by the table or index they belong to. The layout of the log
 * is https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
 */
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** Pages by the name of their table or index. */
export type Pages = ReadonlyMap<string, number>

const headerLength = 32
const frameHeaderLength = 24

/** Watches from now on. Until it is read, the log only grows: whoever reads keeps it from being emptied. */
export function watchPages(file: string): { read(): Pages } {
  const reader = new DatabaseSync(file)
  reader.exec('PRAGMA wal_checkpoint(TRUNCATE); BEGIN')
  reader.prepare('SELECT count(*) FROM sqlite_schema').get()
  return {
    read() {
      const written = pagesIn(readFileSync(`${file}-wal`))
      reader.exec('ROLLBACK')
      const names = namesOf(reader)
      reader.close()
      const pages = new Map<string, number>()
      for (const page of written) {
        const name = names.get(page) ?? 'free'
        pages.set(name, (pages.get(name) ?? 0) + 1)
      }
      return pages
    },
  }
}

function* pagesIn(log: Buffer): Generator<number> {
  if (log.length < headerLength) return
  const frameLength = log.readUInt32BE(8) + frameHeaderLength
  for (let at = headerLength; at + frameLength <= log.length; at += frameLength) yield log.readUInt32BE(at)
}

function namesOf(reader: DatabaseSync): Map<number, string> {
  const rows = reader.prepare('SELECT pageno, name FROM dbstat').all()
  return new Map(rows.map((row) => [Number(row['pageno']), String(row['name']).replace(/^postern_/, '')]))
}
