/** Where a page of users ends, as a key may learn it, and where the next one begins. */
import { isAddressPlace, isUserPlace } from 'postern/kit'
import type { ApiCall } from '../api-route.ts'
import { reachesTenant } from '../people/reach.ts'

interface Search {
  readonly email?: string | undefined
  readonly emailPrefix?: string | undefined
  readonly name?: string | undefined
  readonly namePrefix?: string | undefined
  readonly after?: string | undefined
}

/** A look may end at somebody's address or name who is not the key's to see: one of some applications gets it sealed. */
export function writtenPlace(at: ApiCall, place: string): string {
  if (reachesTenant(at)) return place
  return Buffer.from(at.ports.vault.seal(sealedAt(at), place)).toString('base64url')
}

/** What nobody sealed is no place of any list. */
export function readPlace(at: ApiCall<unknown, Search>): string | undefined {
  const { after } = at.query
  if (after === undefined || reachesTenant(at)) return after
  try {
    return at.ports.vault.open(sealedAt(at), new Uint8Array(Buffer.from(after, 'base64url')))
  } catch {
    return ''
  }
}

const sealedAt = ({ tenant }: ApiCall) => ({ tenant, purpose: 'setting', row: 'users/next' }) as const

/** Whether a page of this search may end there. That of a whole address is the only one. */
export function isPlaceOf({ email, emailPrefix, name, namePrefix }: Search, place: string): boolean {
  if (email !== undefined) return false
  if (emailPrefix !== undefined) return isAddressPlace(place, emailPrefix.toLowerCase())
  const word = lowered(name ?? namePrefix ?? '')
  if (word === '') return isUserPlace(place)
  const [id = '', ...rest] = place.split('/')
  const found = rest.join('/')
  return isUserPlace(id) && (name === undefined ? found.startsWith(word) : found === word)
}

/** As names are compared: without the case of A to Z. */
const lowered = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
