/** Secret sets as they lie in an attempt's row: short JSON arrays of hashes, never of secrets. */
import type { SecretSet, Superseded } from '../../domain/attempt.ts'
import type { SecretHash } from '../../domain/credential.ts'
import type { Instant } from '../../domain/instant.ts'
import { readHash, writeHash } from './row.ts'

type SetTuple = [mark: string, link: string, cancel: string, key: string, mac: string, askedAt: number, until: number]
type SupersededTuple = [mark: string, link: string, cancel: string, askedAt: number]

export function writeSets(sets: readonly SecretSet[]): string {
  return JSON.stringify(
    sets.map((set): SetTuple => {
      const { mark, link, cancel, code } = set
      return [mark, writeHash(link), writeHash(cancel), code.key, writeHash(code.mac), set.askedAt, set.until]
    }),
  )
}

export function readSets(text: string): SecretSet[] {
  return (JSON.parse(text) as SetTuple[]).map(([mark, link, cancel, key, mac, askedAt, until]) => ({
    mark,
    link: readHash(link),
    cancel: readHash(cancel),
    code: { key, mac: readHash(mac) },
    askedAt: askedAt as Instant,
    until: until as Instant,
  }))
}

export function writeSuperseded(sets: readonly Superseded[]): string {
  if (sets.length === 0) return '[]'
  const tuples = sets.map((set): SupersededTuple => [set.mark, writeHash(set.link), writeHash(set.cancel), set.askedAt])
  return JSON.stringify(tuples)
}

export function readSuperseded(text: string): Superseded[] {
  if (text === '[]') return []
  return (JSON.parse(text) as SupersededTuple[]).map(([mark, link, cancel, askedAt]) => ({
    mark,
    link: readHash(link),
    cancel: readHash(cancel),
    askedAt: askedAt as Instant,
  }))
}

export function writeHashes(hashes: readonly SecretHash[]): string {
  return JSON.stringify(hashes.map(writeHash))
}

export function readHashes(text: string): SecretHash[] {
  return text === '[]' ? [] : (JSON.parse(text) as string[]).map(readHash)
}

/**
 * The sets with the life of the one called `mark` cut to `until`, without reading the hashes. `undefined` when it is
 * not there or ends before.
 */
export function shortenSet(
  text: string,
  mark: string,
  until: Instant,
): { readonly text: string; readonly expiresAt: Instant } | undefined {
  const sets = JSON.parse(text) as SetTuple[]
  const set = sets.find((candidate) => candidate[0] === mark)
  if (!set || set[6] <= until) return undefined
  set[6] = until
  return { text: JSON.stringify(sets), expiresAt: Math.max(...sets.map((each) => each[6])) as Instant }
}

/** An attempt lives as long as the last of its secrets. */
export function expiryOf(sets: readonly SecretSet[]): Instant {
  return Math.max(...sets.map((set) => set.until)) as Instant
}
