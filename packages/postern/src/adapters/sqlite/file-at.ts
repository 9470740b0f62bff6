import { stat } from 'node:fs/promises'
import { inMemory } from './open-database.ts'

/** Which file lies at a path, by its number on its disk. None where nobody can look. */
export async function fileAt(path: string): Promise<string | undefined> {
  if (path === inMemory) return path
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  return found && `${found.dev}/${found.ino}`
}
