/** A copy of the whole database at one moment, taken while servers write to it. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { PosternError } from '../../domain/errors.ts'
import { type Driver, openDriver } from './driver.ts'

/**
 * Writes the copy under another name, looks it through, has it on disk, and only then gives it its name: what is called
 * `to` is whole. Never overwrites. The copy is for its owner alone. Answers its size in bytes.
 */
export function backupFile(path: string, to: string): number {
  if (!existsSync(path)) throw new PosternError('server-error', `There is no database ${path}.`)
  if (existsSync(to)) throw new PosternError('server-error', `${to} is there already: a backup overwrites nothing.`)
  const making = `${to}.making`
  try {
    rmSync(making, { force: true })
    // SQLite fills an empty file; one that it made itself might be readable for others.
    closeSync(openSync(making, 'wx', 0o600))
    withDriver(path, (driver) => driver.prepare('VACUUM INTO ?').change(making))
    withDriver(making, expectSound)
    toDisk(making)
    renameSync(making, to)
    toDisk(dirname(to))
    return statSync(to).size
  } catch (fault) {
    rmSync(making, { force: true })
    if (fault instanceof PosternError) throw fault
    const why = fault instanceof Error ? fault.message : String(fault)
    throw new PosternError('server-error', `No backup could be written to ${to}: ${why}`, { cause: fault })
  }
}

/** The rows of all tables against their indexes' order and the pages of the file. */
function expectSound(driver: Driver): void {
  const [verdict] = driver.prepare('PRAGMA quick_check(1)').first() ?? []
  if (verdict !== 'ok') throw new PosternError('server-error', `The backup is not sound: ${String(verdict)}`)
}

function withDriver(path: string, use: (driver: Driver) => void): void {
  const driver = openDriver(path)
  try {
    use(driver)
  } finally {
    driver.close()
  }
}

/** `VACUUM INTO` leaves that to its caller (https://www.sqlite.org/lang_vacuum.html). */
function toDisk(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
