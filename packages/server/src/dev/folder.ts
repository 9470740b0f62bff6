/** `.postern/`: what a development server keeps from one run to the next, for its owner alone. */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../config/refusal.ts'

export interface DevFolder {
  readonly database: string
  readonly secret: string
}

/** Where it is. Makes nothing. */
export function devFolder(within: string): DevFolder {
  return { database: join(within, '.postern', 'dev.db'), secret: join(within, '.postern', 'secret') }
}

export function prepareFolder(within: string): DevFolder {
  const folder = join(within, '.postern')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, '.gitignore'), '*\n')
  } catch (fault) {
    throw new Refusal(
      [`${folder} cannot be written (${(fault as NodeJS.ErrnoException).code}): run postern dev elsewhere.`],
      'file-unusable',
    )
  }
  return devFolder(within)
}

/** Drawn once, so that sessions outlive a restart. */
export function keptSecret({ secret }: DevFolder): string {
  try {
    // Two servers may start at once: the first to make the file has drawn for both.
    writeFileSync(secret, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
    chmodSync(secret, 0o600)
  }
  return readFileSync(secret, 'utf8').trim()
}
