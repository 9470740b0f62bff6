/** `DATABASE_URL`: which store it means and where that is. The only file that knows both stores. */
import { resolve } from 'node:path'
import type { StoreSource } from 'postern/kit'
import { postgres } from 'postern/postgres'
import { sqlite } from 'postern/sqlite'
import type { Settings } from './settings.ts'

type Place = { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'postgres'; readonly url: string }

export const databaseWants = 'sqlite: and a path, or postgres://user:password@host:5432/database'

/** What is wrong with it, without its name or any part of it; `undefined` when nothing is. */
export function databaseFault(text: string): string | undefined {
  const place = placeOf(text)
  if (place === undefined) return `must be ${databaseWants}`
  if (place.kind === 'sqlite') return undefined
  if (!URL.canParse(place.url)) return `cannot be read as a URL: ${spelling}`
  try {
    postgres(place.url)
    return undefined
  } catch (fault) {
    if (fault instanceof TypeError) return `cannot be used: ${fault.message.replace(/^postgres\(\w+\): /, '')}`
    if (fault instanceof URIError) return `cannot be read as a URL: ${spelling}`
    return `names a file in sslrootcert that cannot be read (${(fault as NodeJS.ErrnoException).code ?? 'no reason'})`
  }
}

const spelling = 'in a user or password, @ is written %40, : %3A, / %2F, # %23 and % %25'

/** The file of a SQLite store, as it was written. */
export function sqliteFile(text: string): string | undefined {
  const place = placeOf(text)
  return place?.kind === 'sqlite' ? place.path : undefined
}

/** The store that a judged `DATABASE_URL` means. A file is sought from `folder`. Opens nothing. */
export function storeAt(text: string, folder: string, { databasePool }: Settings): StoreSource {
  const place = placeOf(text)
  if (place === undefined) throw new TypeError('databaseUrl has not been judged')
  if (place.kind === 'postgres')
    return postgres(place.url, databasePool === undefined ? {} : { poolSize: databasePool })
  return sqlite(place.path === ':memory:' ? place.path : resolve(folder, place.path))
}

function placeOf(text: string): Place | undefined {
  if (/^sqlite:./.test(text)) return { kind: 'sqlite', path: text.slice('sqlite:'.length) }
  return /^postgres(?:ql)?:\/\/./.test(text) ? { kind: 'postgres', url: text } : undefined
}
