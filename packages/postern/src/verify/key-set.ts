/**
 * The issuer's public keys, remembered. A key is found without asking anybody as long as the set is fresh; a busy service
 * renews it behind its callers' backs. An old set counts only when the issuer is away, and not for long; beyond that
 * there are no keys. A name that is not in the set leads to one more look, and not to one per token.
 */
import type { CryptoKey } from 'jose'
import { Refused } from './answer.ts'
import { fetchJson } from './fetch-json.ts'
import type { CheckedVerifierOptions } from './options.ts'
import { type KeyMap, keyName, readKeys } from './read-keys.ts'

const renewAfter = 240_000
/** As long as the issuer lets the set be cached. A key that was withdrawn is gone after this, if the issuer can say so. */
const freshFor = 300_000
/** Access tokens live for a quarter of an hour at most: with the issuer away for longer than this, none is left. */
const aliveFor = 3_600_000
const coolDown = 30_000
const coolDownAfterTrouble = 2_000
const timeLimit = 5_000
const sizeLimit = 65_536

export interface KeySet {
  /** Throws `Refused`: `unknown-key` or `keys-unavailable`. Answers at once when nothing has to be fetched. */
  find(algorithm: string, kid: string): CryptoKey | Promise<CryptoKey>
}

type KeySource = Pick<CheckedVerifierOptions, 'jwksUri' | 'algorithms' | 'ask' | 'now'>

export function createKeySet({ jwksUri, algorithms, ask, now }: KeySource): KeySet {
  let keys: KeyMap = new Map()
  let loadedAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  let trouble: unknown
  let loading: Promise<void> | undefined

  // A clock that was set back makes a moment lie ahead: then it counts as long ago.
  const isWithin = (moment: number, length: number): boolean => {
    const age = now() - moment
    return age >= 0 && age < length
  }

  const load = async (): Promise<void> => {
    const begun = now()
    triedAt = begun
    try {
      keys = await readKeys(await fetchJson({ ask, url: jwksUri, timeLimit, sizeLimit }), algorithms)
      loadedAt = begun
      trouble = undefined
    } catch (error) {
      trouble = error
    }
  }

  const loadOnce = (): Promise<void> => {
    if (loading !== undefined && !isWorker()) return loading
    const mine = load().finally(() => {
      if (loading === mine) loading = undefined
    })
    loading = mine
    return mine
  }

  const loadAndFind = async (name: string): Promise<CryptoKey> => {
    await loadOnce()
    return look(name) ?? lack()
  }

  const look = (name: string): CryptoKey | undefined => (isWithin(loadedAt, aliveFor) ? keys.get(name) : undefined)

  /** With the issuer away nobody can tell whether a key is new or made up. */
  const lack = (): never => {
    throw trouble === undefined ? new Refused('unknown-key') : new Refused('keys-unavailable', trouble)
  }

  const mayLoad = (): boolean => {
    if (loading !== undefined && !(isWithin(loadedAt, aliveFor) && isWorker())) return true
    return !isWithin(triedAt, trouble === undefined ? coolDown : coolDownAfterTrouble)
  }

  return {
    find(algorithm, kid) {
      const name = keyName(algorithm, kid)
      const key = look(name)
      if (key === undefined) return mayLoad() ? loadAndFind(name) : lack()
      if (isWithin(loadedAt, renewAfter) || !mayLoad()) return key
      if (trouble === undefined && !isWithin(loadedAt, freshFor)) return loadAndFind(name)
      void loadOnce()
      return key
    },
  }
}

/** There a request must not wait for what another one began. */
function isWorker(): boolean {
  return globalThis.navigator?.userAgent === 'Cloudflare-Workers'
}
